import type { PutOffBecause, TakenOffBecause } from '@alongside/shared/agenda/schema'
import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant, ownPartnership } from './columns.ts'

export const agendaItems = pgTable('agenda_items', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  version: integer('version').notNull().default(1),
  meetingId: uuid('meeting_id').notNull(),
  caseId: uuid('case_id').notNull(),
  referralId: uuid('referral_id'),
  light: text('light').notNull(),
  minutes: integer('minutes').notNull(),
  position: integer('position'),
  arrangedAt: instant('arranged_at').notNull(),
  state: text('state').notNull().default('listed'),
  record: bytea('record'),
  deferredFor: bytea('deferred_for'),
  deferredBecause: text('deferred_because').$type<PutOffBecause>(),
  takenOff: text('taken_off').$type<TakenOffBecause>(),
  chairedBy: uuid('chaired_by'),
  chairedFor: uuid('chaired_for'),
  deferredTo: uuid('deferred_to'),
  listedAt: instant('listed_at').notNull(),
  closedAt: instant('closed_at'),
  begunAt: instant('begun_at'),
  spentSeconds: integer('spent_seconds').notNull().default(0),
  minuted: bytea('minuted'),
  minutedLeaf: text('minuted_leaf').array(),
  ageBand: text('age_band'),
})
