import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership, wordsOf } from './columns.ts'

export const peopleWhoHarm = pgTable('people_who_harm', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  agencyId: ownAgency(),
  wordsOf: wordsOf(),
  facts: bytea('facts').notNull(),
  asked: bytea('asked').notNull(),
  sameName: text('same_name'),
  referralId: uuid('referral_id'),
  formRow: uuid('form_row'),
  askedVersion: integer('asked_version').notNull().default(1),
  askedAt: instant('asked_at').notNull(),
  ordersEndOn: date('orders_end_on', { mode: 'string' }).array().notNull().default([]),
  warnedOf: date('warned_of', { mode: 'string' }).array().notNull().default([]),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  changedAt: instant('changed_at'),
  changedBy: uuid('changed_by'),
  endedAt: instant('ended_at'),
  endedBy: uuid('ended_by'),
  endedAs: text('ended_as'),
  endedFor: bytea('ended_for'),
})

export const earlierPeopleWhoHarm = pgTable('earlier_people_who_harm', {
  partnershipId: ownPartnership(),
  personId: uuid('person_id').notNull(),
  version: integer('version').notNull(),
  caseId: uuid('case_id').notNull(),
  wordsOf: uuid('words_of'),
  facts: bytea('facts').notNull(),
  endedAt: instant('ended_at'),
  endedBy: uuid('ended_by'),
  endedAs: text('ended_as'),
  endedFor: bytea('ended_for'),
  untilAt: instant('until_at').notNull(),
  changedBy: uuid('changed_by').notNull(),
})

export const namedWorkers = pgTable('named_workers', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: ownAgency(),
  accountId: uuid('account_id').notNull(),
  namedAt: instant('named_at').notNull(),
  namedBy: uuid('named_by').notNull(),
  endedAt: instant('ended_at'),
  endedBy: uuid('ended_by'),
})

export const conflictAnswers = pgTable('conflict_answers', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  personId: uuid('person_id').notNull(),
  agencyId: ownAgency(),
  ofVersion: integer('of_version').notNull(),
  answer: text('answer').notNull(),
  words: bytea('words'),
  answeredAt: instant('answered_at').notNull(),
  answeredBy: uuid('answered_by').notNull(),
  settledAt: instant('settled_at'),
  settledBy: uuid('settled_by'),
})
