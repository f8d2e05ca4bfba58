import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const frontDoors = pgTable('front_doors', {
  partnershipId: ownPartnership(),
  kind: text('kind').notNull(),
  version: integer('version').notNull(),
  name: text('name').notNull(),
  agencyId: uuid('agency_id'),
  telephone: text('telephone').notNull(),
  hours: text('hours'),
  nightTelephone: text('night_telephone'),
  also: text('also'),
  savedAt: instant('saved_at').notNull(),
  savedBy: uuid('saved_by').notNull(),
})

export const safeguardingNotifications = pgTable('safeguarding_notifications', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  kind: text('kind').notNull(),
  caseId: uuid('case_id'),
  agencyId: uuid('agency_id').notNull(),
  dataKeyId: uuid('data_key_id'),
  about: bytea('about'),
  openedAt: instant('opened_at').notNull(),
  dueAt: instant('due_at').notNull(),
  stage: integer('stage').notNull().default(0),
  toldAt: instant('told_at'),
  receiver: text('receiver'),
  theirReference: text('their_reference'),
  recordedAt: instant('recorded_at'),
  recordedBy: uuid('recorded_by'),
  noReference: boolean('no_reference').notNull().default(false),
  takenBackAt: instant('taken_back_at'),
  setAside: bytea('set_aside'),
  setAsideBy: uuid('set_aside_by'),
})

export const receivedNotifications = pgTable('received_notifications', {
  partnershipId: ownPartnership(),
  notificationId: uuid('notification_id').notNull(),
  version: integer('version').notNull().default(1),
  kind: text('kind').notNull(),
  agencyId: uuid('agency_id').notNull(),
  fromAgencyId: uuid('from_agency_id').notNull(),
  fromAccountId: uuid('from_account_id').notNull(),
  dataKeyId: uuid('data_key_id'),
  about: bytea('about'),
  receivedAt: instant('received_at').notNull(),
  dueAt: instant('due_at').notNull(),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
  receiver: text('receiver'),
  theirReference: text('their_reference'),
  noReference: boolean('no_reference').notNull().default(false),
  next: bytea('next'),
})
