import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership } from './columns.ts'

export const otherForums = pgTable('other_forums', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  said: bytea('said').notNull(),
  forLeads: boolean('for_leads').notNull().default(false),
  mistaken: boolean('mistaken').notNull().default(false),
  referralId: uuid('referral_id'),
  formKey: text('form_key'),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  agencyId: ownAgency(),
})
