import { sql } from 'drizzle-orm'
import { boolean, doublePrecision, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

export const accounts = pgTable('accounts', {
  id: uuid('id').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  passwordHash: text('password_hash'),
  invited: boolean('invited').notNull().generatedAlwaysAs(sql`password_hash IS NULL`),
  platformAdministrator: boolean('platform_administrator').notNull().default(false),
  disabledAt: instant('disabled_at'),
  createdAt: instant('created_at').notNull(),
})

export const sessions = pgTable('sessions', {
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  membershipId: uuid('membership_id'),
  familyHash: bytea('family_hash').notNull(),
  refreshHash: bytea('refresh_hash').notNull(),
  previousRefreshHash: bytea('previous_refresh_hash'),
  rotatedAt: instant('rotated_at').notNull(),
  createdAt: instant('created_at').notNull(),
  idleUntil: instant('idle_until').notNull(),
  absoluteUntil: instant('absolute_until').notNull(),
  steppedUpUntil: instant('stepped_up_until'),
  deviceId: uuid('device_id'),
  fromAddress: text('from_address'),
  endedAt: instant('ended_at'),
})

export const devices = pgTable('devices', {
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  secretHash: bytea('secret_hash').notNull(),
  name: text('name').notNull(),
  knownSince: instant('known_since').notNull(),
  lastUsedAt: instant('last_used_at').notNull(),
})

export const accountTokens = pgTable('account_tokens', {
  id: uuid('id').notNull(),
  kind: text('kind').notNull().default('invitation'),
  email: text('email').notNull(),
  tokenHash: bytea('token_hash').notNull(),
  offerId: uuid('offer_id'),
  issuedAt: instant('issued_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  spentAt: instant('spent_at'),
})

export const accountLetters = pgTable('account_letters', {
  id: uuid('id').notNull(),
  kind: text('kind').notNull(),
  email: text('email').notNull(),
  about: text('about'),
  at: instant('at').notNull(),
})

export const signInDelays = pgTable('sign_in_delays', {
  key: bytea('key').notNull(),
  tries: doublePrecision('tries').notNull(),
  notBefore: instant('not_before').notNull(),
})
