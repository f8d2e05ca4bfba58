import { sql } from 'drizzle-orm'
import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const meetings = pgTable('meetings', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  kind: text('kind').notNull().default('monthly'),
  caseId: uuid('case_id'),
  date: date('date', { mode: 'string' }).notNull(),
  startsAt: instant('starts_at').notNull(),
  opensFrom: instant('opens_from').notNull(),
  lengthMinutes: integer('length_minutes').notNull().default(180),
  forMonth: date('for_month', { mode: 'string' }),
  mode: text('mode').notNull(),
  venue: text('venue').notNull(),
  joining: text('joining').notNull().default(''),
  state: text('state').notNull().default('planned'),
  referralsBy: instant('referrals_by').notNull(),
  confirmationFrom: instant('confirmation_from').notNull(),
  confirmationUntil: instant('confirmation_until').notNull(),
  packBy: instant('pack_by').notNull(),
  minutesDueBy: instant('minutes_due_by').notNull(),
  confirmedAt: instant('confirmed_at'),
  agendaPublishedAt: instant('agenda_published_at'),
  packCirculatedAt: instant('pack_circulated_at'),
  packLateBecause: text('pack_late_because'),
  feedUid: uuid('feed_uid').notNull().default(sql`gen_random_uuid()`),
  announcedAt: instant('announced_at').notNull().default(sql`COALESCE(app.moment()`),
  currentItemId: uuid('current_item_id'),
  callingItemId: uuid('calling_item_id'),
  openedAt: instant('opened_at'),
  closedAt: instant('closed_at'),
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
  exception: text('exception'),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})

export const meetingTurns = pgTable('meeting_turns', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  turn: text('turn').notNull(),
  reason: text('reason'),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})

export const meetingSignatures = pgTable('meeting_signatures', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  agreementVersionId: uuid('agreement_version_id').notNull(),
  signedAt: instant('signed_at').notNull(),
  recordedBy: uuid('recorded_by'),
  keptAt: text('kept_at'),
  agreedAloudTo: uuid('agreed_aloud_to'),
})

export const calendarFeeds = pgTable('calendar_feeds', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  membershipId: uuid('membership_id').notNull(),
  secretHash: bytea('secret_hash').notNull(),
  madeAt: instant('made_at').notNull(),
  revokedAt: instant('revoked_at'),
})
