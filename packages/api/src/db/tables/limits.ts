import { date, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership } from './columns.ts'

export const limits = pgTable('limits', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  kind: text('kind').notNull(),
  agencyId: uuid('agency_id'),
  accountId: uuid('account_id'),
  purpose: text('purpose'),
  words: bytea('words').notNull(),
  consentId: uuid('consent_id'),
  saidOn: date('said_on', { mode: 'string' }).notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  promisedBy: ownAgency('promised_by'),
  confirmedAt: instant('confirmed_at'),
  liftedAt: instant('lifted_at'),
  liftedBy: uuid('lifted_by'),
  liftedWords: bytea('lifted_words'),
})
