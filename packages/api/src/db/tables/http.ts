import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

export const idempotencyKeys = pgTable('idempotency_keys', {
  accountId: uuid('account_id').notNull(),
  key: text('key').notNull(),
  operation: text('operation').notNull(),
  requestHash: bytea('request_hash').notNull(),
  status: integer('status').notNull(),
  reply: bytea('reply').notNull(),
  caseId: uuid('case_id'),
  createdAt: instant('created_at').notNull(),
})
