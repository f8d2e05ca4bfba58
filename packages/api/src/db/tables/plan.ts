import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership, wordsOf } from './columns.ts'

export const planLines = pgTable('plan_lines', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  part: text('part').notNull(),
  area: text('area'),
  state: text('state').notNull(),
  content: bytea('content').notNull(),
  leadAgencyId: uuid('lead_agency_id'),
  limitedTo: uuid('limited_to').array().notNull().default([]),
  proposedBy: uuid('proposed_by').notNull(),
  wordsOf: wordsOf(),
  source: text('source').notNull(),
  agendaItemId: uuid('agenda_item_id'),
  lookAgainOn: date('look_again_on', { mode: 'string' }),
  toldOf: date('told_of', { mode: 'string' }),
  replacedBy: uuid('replaced_by'),
  createdAt: instant('created_at').notNull(),
  changedAt: instant('changed_at').notNull(),
})

export const planAmendments = pgTable('plan_amendments', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  agendaItemId: uuid('agenda_item_id'),
  at: instant('at').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  present: uuid('present').array().notNull().default([]),
  why: bytea('why'),
})

export const planChanges = pgTable('plan_changes', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  amendmentId: uuid('amendment_id').notNull(),
  caseId: uuid('case_id').notNull(),
  lineId: uuid('line_id').notNull(),
  version: integer('version').notNull(),
  move: text('move').notNull(),
  before: bytea('before'),
  after: bytea('after').notNull(),
  at: instant('at').notNull(),
  agencyId: ownAgency(),
})
