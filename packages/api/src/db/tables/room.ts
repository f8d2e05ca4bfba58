import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const contributions = pgTable('contributions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agendaItemId: uuid('agenda_item_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  guestInvitationId: uuid('guest_invitation_id'),
  kind: text('kind').notNull().default('said'),
  words: bytea('words').notNull(),
  at: instant('at').notNull(),
  putsRight: uuid('puts_right'),
  takenBack: boolean('taken_back').notNull().default(false),
})

export const steppedOut = pgTable('stepped_out', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agendaItemId: uuid('agenda_item_id').notNull(),
  caseId: uuid('case_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  guest: boolean('guest').notNull(),
  confirmedBy: uuid('confirmed_by').notNull(),
  confirmedAt: instant('confirmed_at').notNull(),
  calledBackAt: instant('called_back_at'),
})

export const meetingDeputies = pgTable('meeting_deputies', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  namedBy: uuid('named_by').notNull(),
  namedAt: instant('named_at').notNull(),
  replacedAt: instant('replaced_at'),
})
