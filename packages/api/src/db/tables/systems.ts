import type { Permission } from '@alongside/shared/access'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const systems = pgTable('systems', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  agencyId: uuid('agency_id').notNull(),
  name: text('name').notNull(),
  ownerMembershipId: uuid('owner_membership_id').notNull(),
  scopes: text('scopes').array().$type<Permission[]>().notNull(),
  addresses: text('addresses').array().notNull().default([]),
  expiresAt: instant('expires_at').notNull(),
  state: text('state').notNull().default('proposed'),
  proposedBy: uuid('proposed_by').notNull(),
  proposedAt: instant('proposed_at').notNull(),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
  decidedFor: text('decided_for'),
  endedBy: uuid('ended_by'),
  endedAt: instant('ended_at'),
  endedFor: text('ended_for'),
  membershipId: uuid('membership_id'),
})

export const systemSecrets = pgTable('system_secrets', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  systemId: uuid('system_id').notNull(),
  hash: bytea('hash').notNull(),
  hint: text('hint').notNull(),
  madeBy: uuid('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  lastUsedAt: instant('last_used_at'),
  endedAt: instant('ended_at'),
})
