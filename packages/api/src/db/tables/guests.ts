import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

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
  ofAgencies: uuid('of_agencies').array().notNull().default([]),
})
