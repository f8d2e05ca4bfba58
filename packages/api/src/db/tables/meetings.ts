import { date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const meetings = pgTable('meetings', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  date: date('date', { mode: 'string' }).notNull(),
  startsAt: instant('starts_at').notNull(),
  kind: text('kind').notNull().default('monthly'),
  caseId: uuid('case_id'),
  mode: text('mode').notNull(),
  venue: text('venue').notNull(),
  state: text('state').notNull().default('planned'),
  referralsBy: instant('referrals_by').notNull(),
  confirmationFrom: instant('confirmation_from').notNull(),
  confirmationUntil: instant('confirmation_until').notNull(),
  packBy: instant('pack_by').notNull(),
  openedAt: instant('opened_at'),
  closedAt: instant('closed_at'),
})

export const meetingSignatures = pgTable('meeting_signatures', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  agreementVersionId: uuid('agreement_version_id').notNull(),
  signedAt: instant('signed_at').notNull(),
  agreedAloudTo: uuid('agreed_aloud_to'),
})

export const agendaItems = pgTable('agenda_items', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  meetingId: uuid('meeting_id').notNull(),
  caseId: uuid('case_id').notNull(),
  referralId: uuid('referral_id'),
  light: text('light').notNull(),
  minutes: integer('minutes').notNull(),
  state: text('state').notNull().default('listed'),
  record: bytea('record'),
  deferredFor: bytea('deferred_for'),
  listedAt: instant('listed_at').notNull(),
  closedAt: instant('closed_at'),
})

export const contributions = pgTable('contributions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agendaItemId: uuid('agenda_item_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  words: bytea('words').notNull(),
  at: instant('at').notNull(),
})

export const minutes = pgTable('minutes', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  version: integer('version').notNull(),
  compiledAt: instant('compiled_at').notNull(),
  compiledBy: uuid('compiled_by').notNull(),
  present: jsonb('present').notNull(),
})

export const minutedItems = pgTable('minuted_items', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  minutesId: uuid('minutes_id').notNull(),
  caseId: uuid('case_id').notNull(),
  position: integer('position').notNull(),
  content: bytea('content').notNull(),
})
