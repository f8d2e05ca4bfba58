import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const emergencyAccesses = pgTable('emergency_accesses', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  dataKeyId: uuid('data_key_id').notNull(),
  reason: bytea('reason').notNull(),
  at: instant('at').notNull(),
  openedAt: instant('opened_at'),
  untilAt: instant('until_at'),
  endedBy: uuid('ended_by'),
  forChair: boolean('for_chair').notNull().default(false),
  told: bytea('told'),
  toldAt: instant('told_at'),
  askedAt: instant('asked_at'),
  reviewDueAt: instant('review_due_at'),
  stage: integer('stage').notNull().default(0),
  finding: text('finding'),
  words: bytea('words'),
  reviewedAt: instant('reviewed_at'),
  reviewedBy: uuid('reviewed_by'),
})

export const emergencyRequests = pgTable('emergency_requests', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  about: bytea('about').notNull(),
  at: instant('at').notNull(),
  forChair: boolean('for_chair').notNull().default(false),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
  emergencyAccessId: uuid('emergency_access_id'),
  stage: integer('stage').notNull().default(0),
})
