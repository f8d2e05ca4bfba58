import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership, wordsOf } from './columns.ts'

export const workerWarnings = pgTable('worker_warnings', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  agencyId: ownAgency(),
  wordsOf: wordsOf(),
  kind: text('kind').notNull(),
  words: bytea('words'),
  source: bytea('source').notNull(),
  checkedOn: date('checked_on', { mode: 'string' }).notNull(),
  checkedBy: uuid('checked_by').notNull(),
  checkedAgencyId: ownAgency('checked_agency_id'),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  endedAt: instant('ended_at'),
  endedBy: uuid('ended_by'),
  endedFor: bytea('ended_for'),
})
