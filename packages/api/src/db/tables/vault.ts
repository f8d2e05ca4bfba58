import { pgTable, uuid } from 'drizzle-orm/pg-core'
import { bytea, ownPartnership } from './columns.ts'

export const dataKeys = pgTable('data_keys', {
  partnershipId: ownPartnership(),
  id: uuid('id').notNull(),
  wrapped: bytea('wrapped').notNull(),
})
