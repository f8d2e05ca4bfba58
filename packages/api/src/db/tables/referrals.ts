import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const referrals = pgTable('referrals', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  reference: text('reference').notNull(),
  version: integer('version').notNull().default(1),
  state: text('state').notNull(),
  caseId: uuid('case_id'),
  dataKeyId: uuid('data_key_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  authorAccountId: uuid('author_account_id').notNull(),
  ruleSetId: uuid('rule_set_id').notNull(),
  imported: boolean('imported').notNull().default(false),
  answers: bytea('answers').notNull(),
  knownAs: bytea('known_as'),
  explanation: jsonb('explanation'),
  computedLight: text('computed_light'),
  light: text('light'),
  toMeeting: boolean('to_meeting').notNull().default(false),
  meetingId: uuid('meeting_id'),
  exceptional: text('exceptional'),
  returnedFor: bytea('returned_for'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
  submittedAt: instant('submitted_at'),
  dueAt: instant('due_at'),
  respondedAt: instant('responded_at'),
})

export const referralRecipients = pgTable('referral_recipients', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  referralId: uuid('referral_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  forMeeting: boolean('for_meeting').notNull(),
  dueAt: instant('due_at').notNull(),
  stage: integer('stage').notNull().default(0),
  respondedAt: instant('responded_at'),
  response: text('response'),
  worker: text('worker'),
  words: bytea('words'),
})

export const ownIdentifiers = pgTable('own_identifiers', {
  partnershipId: ownPartnership(),
  referralId: uuid('referral_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  identifier: bytea('identifier').notNull(),
  token: bytea('token').notNull(),
})
