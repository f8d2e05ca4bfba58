import { sql } from 'drizzle-orm'
import { customType, uuid } from 'drizzle-orm/pg-core'

/** Sealed values (vault.ts) and hashes. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })

/** timestamptz as the API speaks of it: an RFC 3339 text in UTC. Every connection runs in UTC. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamptz',
  fromDriver: (value) => `${value.slice(0, 10)}T${value.slice(11).replace(/\+00$|Z$/, '')}Z`,
})

/** The tenant's column: filled from the transaction's context, so that no statement has to name it (ACC-1). */
export const ownPartnership = () => uuid('partnership_id').notNull().default(sql`app.partnership_id()`)

/** ACC-8: the one agency that wrote in a row; null: several did (app.keep_words_of). */
export const wordsOf = () => uuid('words_of').default(sql`app.agency_id()`)

/** The agency of who writes. */
export const ownAgency = (name = 'agency_id') => uuid(name).notNull().default(sql`app.agency_id()`)
