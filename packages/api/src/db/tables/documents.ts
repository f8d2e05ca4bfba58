import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const documentCopies = pgTable('document_copies', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  number: text('number').notNull(),
  kind: text('kind').notNull(),
  form: text('form').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  holderAccountId: uuid('holder_account_id').notNull(),
  holderAgencyId: uuid('holder_agency_id').notNull(),
  madeBy: uuid('made_by').notNull(),
  madeAt: instant('made_at').notNull(),
  state: text('state').notNull().default('made'),
})

export const copyMoves = pgTable('copy_moves', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  copyId: uuid('copy_id').notNull(),
  movedTo: text('moved_to').notNull(),
  at: instant('at').notNull(),
  accountId: uuid('account_id').notNull(),
  witnessId: uuid('witness_id'),
  words: bytea('words'),
})

export const copyDownloads = pgTable('copy_downloads', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  copyId: uuid('copy_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  at: instant('at').notNull(),
  cases: uuid('cases').array().notNull().default([]),
})

export const downtimePapers = pgTable('downtime_papers', {
  partnershipId: ownPartnership(),
  part: text('part').notNull(),
  madeAt: instant('made_at').notNull(),
  pdf: bytea('pdf').notNull(),
  filedAt: instant('filed_at'),
})
