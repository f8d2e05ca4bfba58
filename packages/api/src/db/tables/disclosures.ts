import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const disclosureRequests = pgTable('disclosure_requests', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  meetingId: uuid('meeting_id').notNull(),
  kind: text('kind').notNull(),
  agendaItemId: uuid('agenda_item_id'),
  caseId: uuid('case_id'),
  recipientName: text('recipient_name').notNull(),
  recipientOrganisation: text('recipient_organisation').notNull(),
  recipientEmail: text('recipient_email').notNull(),
  reason: bytea('reason').notNull(),
  askedBy: uuid('asked_by').notNull(),
  askingAgencyId: uuid('asking_agency_id').notNull(),
  askedAt: instant('asked_at').notNull(),
  state: text('state').notNull().default('asked'),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  decidedFor: bytea('decided_for'),
  copyNumber: text('copy_number'),
  tokenHash: bytea('token_hash'),
  expiresAt: instant('expires_at'),
  openedAt: instant('opened_at'),
  ofAgencies: uuid('of_agencies').array().notNull().default([]),
})
