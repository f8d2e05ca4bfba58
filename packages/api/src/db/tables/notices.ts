import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const notifications = pgTable('notifications', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  subjectId: uuid('subject_id').notNull(),
  reference: text('reference'),
  occasion: text('occasion').notNull(),
  at: instant('at').notNull(),
  readAt: instant('read_at'),
})
