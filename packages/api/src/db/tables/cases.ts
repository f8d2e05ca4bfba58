import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const cases = pgTable('cases', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  reference: text('reference').notNull(),
  dataKeyId: uuid('data_key_id').notNull(),
  identity: bytea('identity').notNull(),
  nameTokens: bigint('name_tokens', { mode: 'bigint' }).array().notNull(),
  light: text('light'),
  version: integer('version').notNull().default(1),
  openedAt: instant('opened_at').notNull(),
  lastDiscussedAt: instant('last_discussed_at'),
})

export const history = pgTable('history', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  subject: text('subject').notNull(),
  subjectId: uuid('subject_id').notNull(),
  field: text('field').notNull(),
  oldValue: text('old_value'),
  newValue: text('new_value'),
  reason: bytea('reason'),
  at: instant('at').notNull(),
  accountId: uuid('account_id'),
  agencyId: uuid('agency_id'),
})
