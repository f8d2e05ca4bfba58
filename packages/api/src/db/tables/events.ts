import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const outboxEvents = pgTable('outbox_events', {
  id: uuid('id').notNull(),
  partnershipId: ownPartnership(),
  type: text('type').notNull(),
  data: jsonb('data').notNull(),
  at: instant('at').notNull(),
  relayedAt: instant('relayed_at'),
  tries: integer('tries').notNull().default(0),
  nextTryAt: instant('next_try_at'),
})

export const agencyEvents = pgTable('agency_events', {
  partnershipId: ownPartnership(),
  agencyId: uuid('agency_id').notNull(),
  position: bigint('position', { mode: 'number' }).notNull(),
  id: uuid('id').notNull(),
  type: text('type').notNull(),
  data: jsonb('data').notNull(),
  whileSeen: uuid('while_seen'),
  ownRecord: boolean('own_record').notNull().default(false),
  at: instant('at').notNull(),
  toldAt: instant('told_at').notNull(),
})
