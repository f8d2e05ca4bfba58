import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const sharingReaders = pgTable('sharing_readers', {
  partnershipId: uuid('partnership_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  reach: text('reach').notNull(),
  accountId: uuid('account_id'),
  since: instant('since').notNull(),
})

export const sharingLooks = pgTable('sharing_looks', {
  partnershipId: ownPartnership(),
  untilAt: instant('until_at').notNull(),
})

export const sharingChanges = pgTable('sharing_changes', {
  partnershipId: uuid('partnership_id').notNull(),
  id: uuid('id').notNull(),
  caseId: uuid('case_id').notNull(),
  reference: text('reference').notNull(),
  holderAgencyId: uuid('holder_agency_id').notNull(),
  at: instant('at').notNull(),
})

export const sharingSides = pgTable('sharing_sides', {
  partnershipId: uuid('partnership_id').notNull(),
  changeId: uuid('change_id').notNull(),
  caseId: uuid('case_id').notNull(),
  side: text('side').notNull(),
  agencyId: uuid('agency_id').notNull(),
  reach: text('reach').notNull(),
  accountId: uuid('account_id'),
  cause: text('cause').notNull(),
  keepsOwn: boolean('keeps_own').notNull().default(false),
})

export const sharingWork = pgTable('sharing_work', {
  partnershipId: uuid('partnership_id').notNull(),
  id: uuid('id').notNull(),
  changeId: uuid('change_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  accountId: uuid('account_id'),
  kind: text('kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  reference: text('reference'),
  meetingId: uuid('meeting_id'),
  stoppedAt: instant('stopped_at'),
  stoppedBy: uuid('stopped_by'),
  answer: text('answer'),
  answeredAt: instant('answered_at'),
  answeredBy: uuid('answered_by'),
  toAgencyId: uuid('to_agency_id'),
  because: bytea('because'),
})
