import { boolean, date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
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
  minutesDueBy: instant('minutes_due_by').notNull(),
  forMonth: date('for_month', { mode: 'string' }),
  confirmedAt: instant('confirmed_at'),
  packCirculatedAt: instant('pack_circulated_at'),
  lengthMinutes: integer('length_minutes').notNull().default(180),
  agendaPublishedAt: instant('agenda_published_at'),
  openedAt: instant('opened_at'),
  closedAt: instant('closed_at'),
  currentItemId: uuid('current_item_id'),
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

export const meetingReplies = pgTable('meeting_replies', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  startsAt: instant('starts_at').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  answer: text('answer').notNull(),
  reason: text('reason'),
  at: instant('at').notNull(),
})

export const meetingMoves = pgTable('meeting_moves', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  fromStartsAt: instant('from_starts_at').notNull(),
  toStartsAt: instant('to_starts_at').notNull(),
  reason: text('reason'),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})

export const calendarFeeds = pgTable('calendar_feeds', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  secretHash: bytea('secret_hash').notNull(),
  madeAt: instant('made_at').notNull(),
  revokedAt: instant('revoked_at'),
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
  position: integer('position'),
  arrangedAt: instant('arranged_at').notNull(),
  state: text('state').notNull().default('listed'),
  record: bytea('record'),
  deferredFor: bytea('deferred_for'),
  listedAt: instant('listed_at').notNull(),
  closedAt: instant('closed_at'),
  begunAt: instant('begun_at'),
  spentSeconds: integer('spent_seconds').notNull().default(0),
})

export const contributions = pgTable('contributions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agendaItemId: uuid('agenda_item_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  kind: text('kind').notNull().default('said'),
  words: bytea('words').notNull(),
  at: instant('at').notNull(),
  guestInvitationId: uuid('guest_invitation_id'),
})

export const guestInvitations = pgTable('guest_invitations', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  kind: text('kind').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  agendaItemId: uuid('agenda_item_id'),
  caseId: uuid('case_id'),
  proposingAgencyId: uuid('proposing_agency_id').notNull(),
  proposedBy: uuid('proposed_by').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  organisation: text('organisation').notNull(),
  jobTitle: text('job_title'),
  why: bytea('why').notNull(),
  state: text('state').notNull().default('proposed'),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  decidedFor: bytea('decided_for'),
  membershipId: uuid('membership_id'),
})

export const minutes = pgTable('minutes', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  version: integer('version').notNull(),
  compiledAt: instant('compiled_at').notNull(),
  compiledBy: uuid('compiled_by').notNull(),
  present: jsonb('present').notNull(),
  revision: integer('revision').notNull().default(1),
  notes: bytea('notes'),
  whatChanged: bytea('what_changed'),
  why: bytea('why'),
  distributedAt: instant('distributed_at'),
  distributedBy: uuid('distributed_by'),
  hash: text('hash'),
  leaves: text('leaves').array(),
})

export const minutedItems = pgTable('minuted_items', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  minutesId: uuid('minutes_id').notNull(),
  caseId: uuid('case_id').notNull(),
  position: integer('position').notNull(),
  content: bytea('content').notNull(),
  revision: integer('revision').notNull().default(1),
  withheld: boolean('withheld').notNull().default(false),
  salt: text('salt'),
})

export const minutesReceipts = pgTable('minutes_receipts', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  minutesId: uuid('minutes_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
