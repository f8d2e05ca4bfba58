import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const calledPeople = pgTable('called_people', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  calledAt: instant('called_at').notNull(),
})

export const contactAttempts = pgTable('contact_attempts', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id'),
  onCallId: uuid('on_call_id'),
  how: text('how').notNull(),
  answer: text('answer').notNull(),
  words: bytea('words').notNull(),
  at: instant('at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
})
