import { sql } from 'drizzle-orm'
import { bigint, boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

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
  sessionId: uuid('session_id'),
  terms: bigint('terms', { mode: 'bigint' }).array(),
  refusal: text('refusal'),
  refreshOf: uuid('refresh_of'),
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

export const unusualReadings = pgTable('unusual_readings', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  kind: text('kind').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id'),
  role: text('role'),
  times: integer('times').notNull(),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at').notNull(),
  noticedAt: instant('noticed_at').notNull(),
  forChair: boolean('for_chair').notNull(),
  finding: text('finding'),
  words: bytea('words'),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
})

export const readingLooks = pgTable('reading_looks', {
  partnershipId: ownPartnership(),
  lookedUntil: instant('looked_until').notNull(),
})
