import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const minutes = pgTable('minutes', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  version: integer('version').notNull(),
  revision: integer('revision').notNull().default(1),
  compiledAt: instant('compiled_at').notNull(),
  compiledBy: uuid('compiled_by').notNull(),
  present: jsonb('present').notNull(),
  proceedings: jsonb('proceedings').notNull(),
  notes: bytea('notes'),
  whatChanged: bytea('what_changed'),
  why: bytea('why'),
  distributedAt: instant('distributed_at'),
  distributedBy: uuid('distributed_by'),
  hash: text('hash'),
  leaves: text('leaves').array(),
})

export const minutedItems = pgTable('minuted_items', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  minutesId: uuid('minutes_id').notNull(),
  caseId: uuid('case_id').notNull(),
  position: integer('position').notNull(),
  content: bytea('content').notNull(),
  revision: integer('revision').notNull().default(1),
  withheld: boolean('withheld').notNull().default(false),
  salt: text('salt'),
  prepared: text('prepared').array(),
})

export const minutesReceipts = pgTable('minutes_receipts', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  minutesId: uuid('minutes_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  at: instant('at').notNull(),
})
