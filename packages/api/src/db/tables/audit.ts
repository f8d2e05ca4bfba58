import { sql } from 'drizzle-orm'
import { bigint, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

export const auditEvents = pgTable('audit_events', {
  id: uuid('id').notNull(),
  partnershipId: uuid('partnership_id').default(sql`app.partnership_id()`),
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
  sealId: bigint('seal_id', { mode: 'number' }),
})

export const auditSeals = pgTable('audit_seals', {
  id: bigint('id', { mode: 'number' }).notNull(),
  at: instant('at').notNull(),
  events: integer('events').notNull(),
  previousHash: bytea('previous_hash').notNull(),
  hash: bytea('hash').notNull(),
  keyMark: text('key_mark').notNull(),
})

export const auditHeads = pgTable('audit_heads', {
  day: date('day').notNull(),
  sealId: bigint('seal_id', { mode: 'number' }).notNull(),
  hash: bytea('hash').notNull(),
  keyMark: text('key_mark').notNull(),
  sealedAt: instant('sealed_at').notNull(),
  handedAt: instant('handed_at').notNull(),
  filedAt: instant('filed_at'),
})
