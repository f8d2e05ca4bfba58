import { readdirSync } from 'node:fs'
import { is } from 'drizzle-orm'
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase } from './database.ts'
import { query } from './query.ts'

const database = await createTestDatabase()
afterAll(() => database.drop())

const folder = new URL('../src/db/tables/', import.meta.url)
const modules = await Promise.all(
  readdirSync(folder).map(async (file) => ({
    file,
    exported: (await import(new URL(file, folder).href)) as object,
  })),
)
const tables = modules.flatMap(({ file, exported }) =>
  Object.values(exported).flatMap((one: unknown) =>
    is(one, PgTable) ? [{ file, ...getTableConfig(one) }] : [],
  ),
)

const ownWords: Record<string, string> = { timestamptz: 'timestamp with time zone' }

const column = (one: PgColumn) => ({
  type: ownWords[one.getSQLType()] ?? one.getSQLType(),
  empty: !one.notNull,
  // An insert may leave it out.
  filled: one.hasDefault || one.generated !== undefined,
})

it('every table and column of the database is described to Drizzle as it is, and nothing else', async () => {
  const known = Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      Object.fromEntries(columns.map((one) => [one.name, column(one)])),
    ]),
  )
  const rows = await query<{ table: string; name: string; type: string; empty: boolean; filled: boolean }>(
    database.ownerUrl,
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS empty, a.atthasdef AS filled
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')`,
  )
  const there: typeof known = {}
  for (const { table, name, ...one } of rows) Object.assign((there[table] ??= {}), { [name]: one })
  expect(known).toEqual(there)
  expect(Object.keys(there).length).toBeGreaterThan(60)
})

it('a table is described once, in the file of its domain’s schema', () => {
  const schema = readdirSync(new URL('../src/db/schema/', import.meta.url)).map((file) => file.slice(3, -4))
  expect(tables.map(({ name }) => name)).toEqual([...new Set(tables.map(({ name }) => name))])
  expect(
    [...new Set(tables.map(({ file }) => file.slice(0, -3)))].filter((domain) => !schema.includes(domain)),
  ).toEqual([])
})
