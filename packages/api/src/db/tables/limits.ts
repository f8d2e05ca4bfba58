import { sql } from 'drizzle-orm'
import { boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
  reaches: uuid('reaches').array(),
})

export const limitOverrides = pgTable('limit_overrides', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  withoutConsentId: uuid('without_consent_id').notNull(),
  limitIds: uuid('limit_ids').array().notNull().default([]),
  reasons: bytea('reasons').notNull(),
  delayEndangers: boolean('delay_endangers').notNull(),
  urgent: boolean('urgent').notNull(),
  askedAt: instant('asked_at').notNull(),
  askedBy: uuid('asked_by').notNull(),
  askingAgencyId: ownAgency('asking_agency_id'),
  openedAt: instant('opened_at'),
  untilAt: instant('until_at'),
  dueAt: instant('due_at').notNull(),
  lapsesAt: instant('lapses_at').notNull(),
  stage: integer('stage').notNull().default(0),
  endedAt: instant('ended_at'),
  endedAs: text('ended_as'),
})

export const limitDecisions = pgTable('limit_decisions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  overrideId: uuid('override_id').notNull(),
  caseId: uuid('case_id').notNull(),
  accountId: uuid('account_id').notNull().default(sql`app.account_id()`),
  agencyId: ownAgency(),
  seat: text('seat').notNull(),
  yes: boolean('yes').notNull(),
  words: bytea('words').notNull(),
  decidedAt: instant('decided_at').notNull(),
})
