import { date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownAgency, ownPartnership } from './columns.ts'

export const consents = pgTable('consents', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  record: bytea('record').notNull(),
  givenOn: date('given_on', { mode: 'string' }).notNull(),
  untilOn: date('until_on', { mode: 'string' }).notNull(),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  agencyId: ownAgency(),
  withdrawnAt: instant('withdrawn_at'),
  lapsedAt: instant('lapsed_at'),
  keptBy: uuid('kept_by'),
  endToldAt: instant('end_told_at'),
})

export const withoutConsents = pgTable('without_consents', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  record: bytea('record').notNull(),
  reviewOn: date('review_on', { mode: 'string' }).notNull(),
  stage: integer('stage').notNull().default(0),
  recordedAt: instant('recorded_at').notNull(),
  recordedBy: uuid('recorded_by').notNull(),
  agencyId: ownAgency(),
})

export const lawfulBases = pgTable('lawful_bases', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: ownAgency(),
  toAgencyId: uuid('to_agency_id').notNull(),
  purpose: text('purpose').notNull(),
  record: bytea('record').notNull(),
  catalogueVersion: integer('catalogue_version').notNull(),
  confirmedAt: instant('confirmed_at').notNull(),
  confirmedBy: uuid('confirmed_by').notNull(),
})
