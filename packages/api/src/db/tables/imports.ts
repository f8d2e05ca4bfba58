import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const imports = pgTable('imports', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  kind: text('kind').notNull(),
  state: text('state').notNull(),
  rows: integer('rows').notNull(),
  done: integer('done').notNull().default(0),
  faultCount: integer('fault_count').notNull(),
  noteCount: integer('note_count').notNull(),
  makes: jsonb('makes').notNull(),
  report: bytea('report'),
  source: bytea('source'),
  wrapped: bytea('wrapped'),
  uploadedAt: instant('uploaded_at').notNull(),
  uploadedBy: uuid('uploaded_by').notNull(),
  startedAt: instant('started_at'),
  finishedAt: instant('finished_at'),
  undoneAt: instant('undone_at'),
  keptUntil: instant('kept_until'),
})

export const importedRows = pgTable('imported_rows', {
  partnershipId: ownPartnership(),
  importId: uuid('import_id').notNull(),
  made: text('made').notNull(),
  madeId: uuid('made_id').notNull(),
  rowNumber: integer('row_number').notNull(),
  fingerprint: text('fingerprint'),
})

export const importedReferences = pgTable('imported_references', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  importId: uuid('import_id').notNull(),
  referenceHash: bytea('reference_hash').notNull(),
  caseId: uuid('case_id').notNull(),
})
