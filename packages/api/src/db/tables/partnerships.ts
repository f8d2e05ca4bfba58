import { boolean, date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const partnerships = pgTable('partnerships', {
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  locality: text('locality').notNull(),
  prefix: text('prefix').notNull(),
  noun: text('noun').notNull(),
  nounPlural: text('noun_plural').notNull(),
  timeZone: text('time_zone').notNull(),
  division: text('division').notNull(),
  coordinatingAgencyId: uuid('coordinating_agency_id'),
  meetingRule: jsonb('meeting_rule'),
  paperWitnessed: boolean('paper_witnessed').notNull().default(false),
  createdAt: instant('created_at').notNull(),
})

export const agencies = pgTable('agencies', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  standingUntil: instant('standing_until'),
  createdAt: instant('created_at').notNull(),
})

export const memberships = pgTable('memberships', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  role: text('role').notNull(),
  jobTitle: text('job_title'),
  safeguardingLead: boolean('safeguarding_lead').notNull().default(false),
  startedAt: instant('started_at').notNull(),
  endedAt: instant('ended_at'),
  endedBy: uuid('ended_by'),
  endedFor: text('ended_for'),
})

export const placeOffers = pgTable('place_offers', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  role: text('role').notNull(),
  email: text('email').notNull(),
  name: text('name').notNull(),
  jobTitle: text('job_title'),
  safeguardingLead: boolean('safeguarding_lead').notNull().default(false),
  offeredBy: uuid('offered_by'),
  offeredAt: instant('offered_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  undeliveredAt: instant('undelivered_at'),
  endedAt: instant('ended_at'),
  endedAs: text('ended_as'),
  membershipId: uuid('membership_id'),
})

export const agreementVersions = pgTable('agreement_versions', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  kind: text('kind').notNull(),
  title: text('title').notNull(),
  version: integer('version').notNull(),
  text: text('text').notNull(),
  effectiveFrom: date('effective_from', { mode: 'string' }).notNull(),
  reviewOn: date('review_on', { mode: 'string' }).notNull(),
})

export const agreementSignatures = pgTable('agreement_signatures', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agreementVersionId: uuid('agreement_version_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id').notNull(),
  name: text('name').notNull(),
  title: text('title').notNull(),
  textSha256: bytea('text_sha256').notNull(),
  signedAt: instant('signed_at').notNull(),
})

export const agencyLegalFacts = pgTable('agency_legal_facts', {
  partnershipId: ownPartnership(),
  agencyId: uuid('agency_id').notNull(),
  version: integer('version').notNull(),
  publicBody: boolean('public_body').notNull(),
  function: text('function'),
  relevantAuthority: boolean('relevant_authority').notNull(),
  competentAuthority: boolean('competent_authority').notNull(),
  dutyOfConfidence: text('duty_of_confidence'),
  savedAt: instant('saved_at').notNull(),
  savedBy: uuid('saved_by').notNull(),
})

export const ruleSets = pgTable('rule_sets', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull(),
  definition: jsonb('definition').notNull(),
  effectiveFrom: instant('effective_from').notNull(),
})

export const bankHolidays = pgTable('bank_holidays', {
  division: text('division').notNull(),
  date: date('date', { mode: 'string' }).notNull(),
  title: text('title').notNull(),
})
