import type { Acceptance } from '@alongside/shared/actions/values'
import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const actions = pgTable('actions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  reference: text('reference').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  agendaItemId: uuid('agenda_item_id'),
  meetingId: uuid('meeting_id'),
  planLineId: uuid('plan_line_id'),
  ownerAgencyId: uuid('owner_agency_id').notNull(),
  ownerAccountId: uuid('owner_account_id'),
  what: bytea('what').notNull(),
  outcome: bytea('outcome'),
  priority: text('priority').notNull(),
  dueOn: date('due_on', { mode: 'string' }).notNull(),
  dueAt: instant('due_at').notNull(),
  stage: integer('stage').notNull().default(0),
  state: text('state').notNull().default('open'),
  acceptance: text('acceptance').$type<Acceptance>(),
  createdAt: instant('created_at').notNull(),
  closedAt: instant('closed_at'),
})
