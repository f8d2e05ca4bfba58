import { integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const onCallLists = pgTable('on_call_lists', {
  partnershipId: ownPartnership(),
  agencyId: uuid('agency_id').notNull(),
  version: integer('version').notNull().default(1),
  checkedAt: instant('checked_at').notNull(),
  checkedBy: uuid('checked_by').notNull(),
})

export const onCall = pgTable('on_call', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  telephone: text('telephone').notNull(),
  days: integer('days').array().notNull(),
  fromTime: text('from_time').notNull(),
  untilTime: text('until_time').notNull(),
  membershipId: uuid('membership_id'),
  madeAt: instant('made_at').notNull(),
  endedAt: instant('ended_at'),
})
