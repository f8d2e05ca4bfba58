import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership } from './columns.ts'

export const waysToReach = pgTable('ways_to_reach', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  said: bytea('said').notNull(),
  referralId: uuid('referral_id'),
  formKey: text('form_key'),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  agencyId: ownAgency(),
})
