import { boolean, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership, wordsOf } from './columns.ts'

export const children = pgTable('children', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  caseId: uuid('case_id').notNull(),
  agencyId: ownAgency(),
  wordsOf: wordsOf(),
  referralId: uuid('referral_id'),
  formRow: uuid('form_row'),
  followsForm: boolean('follows_form').notNull().default(true),
  told: bytea('told').notNull(),
  withHer: bytea('with_her').notNull(),
  ageBand: text('age_band').notNull(),
  bandOn: date('band_on', { mode: 'string' }).notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  changedAt: instant('changed_at'),
  changedBy: uuid('changed_by'),
  mistakenAt: instant('mistaken_at'),
})

export const earlierChildren = pgTable('earlier_children', {
  partnershipId: ownPartnership(),
  childId: uuid('child_id').notNull(),
  version: integer('version').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  wordsOf: uuid('words_of'),
  told: bytea('told').notNull(),
  withHer: bytea('with_her').notNull(),
  reason: bytea('reason'),
  untilAt: instant('until_at').notNull(),
  changedBy: uuid('changed_by').notNull(),
})

export const childPlaces = pgTable('child_places', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  childId: uuid('child_id').notNull(),
  caseId: uuid('case_id').notNull(),
  address: bytea('address'),
  school: bytea('school'),
  saidAt: instant('said_at').notNull(),
  saidBy: uuid('said_by').notNull(),
})

export const notifiedChildren = pgTable('notified_children', {
  partnershipId: ownPartnership(),
  notificationId: uuid('notification_id').notNull(),
  childId: uuid('child_id').notNull(),
  caseId: uuid('case_id').notNull(),
})

export const sameChildren = pgTable('same_children', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  childId: uuid('child_id').notNull(),
  otherId: uuid('other_id').notNull(),
  same: boolean('same').notNull(),
  saidAt: instant('said_at').notNull(),
  saidBy: uuid('said_by').notNull(),
})
