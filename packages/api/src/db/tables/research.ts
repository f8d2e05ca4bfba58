import { integer, pgTable, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const research = pgTable('research', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull(),
  agendaItemId: uuid('agenda_item_id').notNull(),
  caseId: uuid('case_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  content: bytea('content').notNull(),
  shared: bytea('shared'),
  savedAt: instant('saved_at').notNull(),
  savedBy: uuid('saved_by').notNull(),
})
