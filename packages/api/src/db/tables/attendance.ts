import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const apologies = pgTable('apologies', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  reason: text('reason'),
  givenBy: uuid('given_by').notNull(),
  givenAt: instant('given_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
})
