import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const flags = pgTable('flags', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  dataKeyId: uuid('data_key_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  state: text('state').notNull().default('asked'),
  askedAt: instant('asked_at').notNull(),
  remindAt: instant('remind_at').notNull(),
  remindedAt: instant('reminded_at'),
  confirmedOn: date('confirmed_on', { mode: 'string' }),
  reference: bytea('reference'),
  endedAt: instant('ended_at'),
  takenDownOn: date('taken_down_on', { mode: 'string' }),
})
