import { bigint, boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const webhookEndpoints = pgTable('webhook_endpoints', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  agencyId: uuid('agency_id').notNull(),
  address: text('address').notNull(),
  description: text('description').notNull(),
  types: text('types').array().notNull(),
  secret: bytea('secret').notNull(),
  previousSecret: bytea('previous_secret'),
  previousSecretUntil: instant('previous_secret_until'),
  stoppedFor: text('stopped_for'),
  stoppedAt: instant('stopped_at'),
  failingSince: instant('failing_since'),
  busyUntil: instant('busy_until'),
  createdAt: instant('created_at').notNull(),
  createdBy: uuid('created_by').notNull(),
  removedAt: instant('removed_at'),
})

export const webhookDeliveries = pgTable('webhook_deliveries', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  endpointId: uuid('endpoint_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  eventId: uuid('event_id'),
  state: text('state').notNull().default('waiting'),
  replay: boolean('replay').notNull().default(false),
  attempts: integer('attempts').notNull().default(0),
  position: bigint('position', { mode: 'number' }).notNull(),
  nextAt: instant('next_at'),
  createdAt: instant('created_at').notNull(),
})

export const webhookAttempts = pgTable('webhook_attempts', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  deliveryId: uuid('delivery_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  at: instant('at').notNull(),
  status: integer('status'),
  ms: integer('ms').notNull(),
  error: text('error'),
})
