import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const caseExclusions = pgTable('case_exclusions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  knows: text('knows').notNull(),
  told: boolean('told').notNull(),
  words: bytea('words'),
  closedAt: instant('closed_at').notNull(),
  closedBy: uuid('closed_by').notNull(),
  reviewDueAt: instant('review_due_at'),
  stage: integer('stage').notNull().default(0),
  reviewedAt: instant('reviewed_at'),
  reviewedBy: uuid('reviewed_by'),
  review: text('review'),
  reviewWords: bytea('review_words'),
  endedAt: instant('ended_at'),
  endedBy: uuid('ended_by'),
  endedFor: bytea('ended_for'),
})
