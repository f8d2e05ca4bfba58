import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership } from './columns.ts'

export const cases = pgTable('cases', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  reference: text('reference').notNull(),
  agencyId: uuid('agency_id').notNull(),
  dataKeyId: uuid('data_key_id').notNull(),
  identity: bytea('identity').notNull(),
  ownIdentity: bytea('own_identity'),
  nameTokens: bigint('name_tokens', { mode: 'bigint' }).array().notNull(),
  light: text('light'),
  version: integer('version').notNull().default(1),
  openedAt: instant('opened_at').notNull(),
  lastDiscussedAt: instant('last_discussed_at'),
})

export const voices = pgTable('voices', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  words: bytea('words').notNull(),
  given: text('given').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  agencyId: ownAgency(),
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

export const joinedFiles = pgTable('joined_files', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  joinedCaseId: uuid('joined_case_id').notNull(),
  reason: bytea('reason').notNull(),
  joinedAt: instant('joined_at').notNull(),
  joinedBy: uuid('joined_by').notNull(),
  undoneAt: instant('undone_at'),
  undoneBy: uuid('undone_by'),
  undoneReason: bytea('undone_reason'),
})

export const caseHolds = pgTable('case_holds', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  kind: text('kind').notNull(),
  reason: bytea('reason').notNull(),
  heldAt: instant('held_at').notNull(),
  heldBy: uuid('held_by').notNull(),
  agencyId: ownAgency(),
  liftedAt: instant('lifted_at'),
  liftedBy: uuid('lifted_by'),
  liftedReason: bytea('lifted_reason'),
})
