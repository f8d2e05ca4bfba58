import { boolean, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, ownPartnership } from './columns.ts'

export const apologies = pgTable('apologies', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  reason: text('reason'),
  givenBy: uuid('given_by').notNull(),
  givenAt: instant('given_at').notNull(),
  withdrawnAt: instant('withdrawn_at'),
})

export const attendances = pgTable('attendances', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  meetingId: uuid('meeting_id').notNull(),
  accountId: uuid('account_id').notNull(),
  agencyId: uuid('agency_id').notNull(),
  invited: boolean('invited').notNull(),
  fromAt: instant('from_at').notNull(),
  untilAt: instant('until_at'),
  recordedBy: uuid('recorded_by'),
  struckAt: instant('struck_at'),
})
