import { boolean, date, integer, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const outcomes = pgTable('outcomes', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  occasion: text('occasion').notNull(),
  lookedOn: date('looked_on', { mode: 'string' }).notNull(),
  agencyId: uuid('agency_id').notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  replaces: uuid('replaces'),
  safety: smallint('safety'),
  needs: jsonb('needs').notNull().default({}),
  goalsNotYet: smallint('goals_not_yet').notNull().default(0),
  goalsPartly: smallint('goals_partly').notNull().default(0),
  goalsMet: smallint('goals_met').notNull().default(0),
  exitWish: text('exit_wish'),
  exitProgress: text('exit_progress'),
  policeCallOuts: integer('police_call_outs'),
  policeCallOutsUnknown: boolean('police_call_outs_unknown').notNull().default(false),
  arrests: integer('arrests'),
  arrestsUnknown: boolean('arrests_unknown').notNull().default(false),
  violence: integer('violence'),
  violenceUnknown: boolean('violence_unknown').notNull().default(false),
  words: bytea('words').notNull(),
})

export const outcomeReviews = pgTable('outcome_reviews', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  occasion: text('occasion').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  dueOn: date('due_on', { mode: 'string' }).notNull(),
  nextDueOn: date('next_due_on', { mode: 'string' }),
  askOn: date('ask_on', { mode: 'string' }).notNull(),
  putOffFor: text('put_off_for'),
  toldOf: date('told_of', { mode: 'string' }),
})
