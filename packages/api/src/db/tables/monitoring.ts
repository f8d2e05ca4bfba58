import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const characteristics = pgTable('characteristics', {
  partnershipId: ownPartnership(),
  caseId: uuid('case_id').notNull(),
  ethnicity: text('ethnicity').notNull(),
  sexualOrientation: text('sexual_orientation').notNull(),
  disability: text('disability').notNull(),
  sex: text('sex').notNull(),
  genderSame: text('gender_same').notNull(),
})

export const ownCharacteristics = pgTable('own_characteristics', {
  partnershipId: ownPartnership(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  ethnicity: text('ethnicity').notNull(),
  sexualOrientation: text('sexual_orientation').notNull(),
  disability: text('disability').notNull(),
  sex: text('sex').notNull(),
  genderSame: text('gender_same').notNull(),
})

export const monitoringReports = pgTable('monitoring_reports', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  period: text('period').notNull(),
  edition: integer('edition').notNull(),
  state: text('state').notNull().default('draft'),
  correctedFor: text('corrected_for'),
  content: jsonb('content').notNull(),
  draftedBy: uuid('drafted_by').notNull(),
  draftedAt: instant('drafted_at').notNull(),
  checkedBy: uuid('checked_by'),
  checkedAt: instant('checked_at'),
  publishedBy: uuid('published_by'),
  publishedAt: instant('published_at'),
})

export const monitoringCounts = pgTable('monitoring_counts', {
  partnershipId: ownPartnership(),
  reportId: uuid('report_id').notNull(),
  decided: jsonb('decided').notNull(),
})

export const localPopulations = pgTable('local_populations', {
  partnershipId: ownPartnership(),
  question: text('question').notNull(),
  source: text('source').notNull(),
  answers: jsonb('answers').notNull(),
  loadedBy: uuid('loaded_by').notNull(),
  loadedAt: instant('loaded_at').notNull(),
})
