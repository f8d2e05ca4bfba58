import { bigint, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const auditEvents = pgTable('audit_events', {
  id: uuid('id').notNull(),
  partnershipId: uuid('partnership_id'),
  at: instant('at').notNull(),
  accountId: uuid('account_id'),
  agencyId: uuid('agency_id'),
  role: text('role'),
  action: text('action').notNull(),
  subjectId: uuid('subject_id'),
  caseId: uuid('case_id'),
  seen: uuid('seen').array(),
  basis: text('basis'),
  requestId: text('request_id'),
  fromAddress: text('from_address'),
  sealId: bigint('seal_id', { mode: 'bigint' }),
})

export const auditSeals = pgTable('audit_seals', {
  id: bigint('id', { mode: 'bigint' }).notNull(),
  at: instant('at').notNull(),
  events: integer('events').notNull(),
  previousHash: bytea('previous_hash').notNull(),
  hash: bytea('hash').notNull(),
})

export const outboxEvents = pgTable('outbox_events', {
  id: uuid('id').notNull(),
  partnershipId: ownPartnership(),
  type: text('type').notNull(),
  data: jsonb('data').notNull(),
  at: instant('at').notNull(),
  relayedAt: instant('relayed_at'),
})

export const idempotencyKeys = pgTable('idempotency_keys', {
  accountId: uuid('account_id').notNull(),
  key: text('key').notNull(),
  operation: text('operation').notNull(),
  requestHash: bytea('request_hash').notNull(),
  status: integer('status').notNull(),
  reply: bytea('reply').notNull(),
  createdAt: instant('created_at').notNull(),
})

export const notifications = pgTable('notifications', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  subjectId: uuid('subject_id').notNull(),
  reference: text('reference'),
  occasion: text('occasion').notNull(),
  at: instant('at').notNull(),
  readAt: instant('read_at'),
})
