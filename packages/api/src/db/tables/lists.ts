import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** What every row of a list says: whose it is, of which case, and while which grants are in force. */
const listed = {
  partnershipId: uuid('partnership_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  caseId: uuid('case_id').notNull(),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at'),
  guarded: boolean('guarded').notNull(),
}

export const listedCases = pgTable('listed_cases', { ...listed, openedAt: instant('opened_at').notNull() })

export const listedReferrals = pgTable('listed_referrals', {
  ...listed,
  referralId: uuid('referral_id').notNull(),
  state: text('state').notNull(),
  light: text('light').notNull(),
  dueAt: instant('due_at').notNull(),
  submittedAt: instant('submitted_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const listedActions = pgTable('listed_actions', {
  ...listed,
  actionId: uuid('action_id').notNull(),
  state: text('state').notNull(),
  dueAt: instant('due_at').notNull(),
})
