import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const leftWork = pgTable('left_work', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  kind: text('kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  caseId: uuid('case_id'),
  reference: text('reference'),
  accountId: uuid('account_id').notNull(),
  toMembershipId: uuid('to_membership_id'),
  because: bytea('because'),
  answeredAt: instant('answered_at').notNull(),
  answeredBy: uuid('answered_by').notNull(),
})
