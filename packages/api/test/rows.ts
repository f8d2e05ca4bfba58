import { newId } from '../src/ids.ts'
import type { World } from './world.ts'

interface Column {
  name: string
  type: string
  /** NOT NULL, and neither a default nor generated. */
  needed: boolean
  /** What a CHECK on this column alone lets it be, where that is a list. */
  words: string[] | null
}
interface Reference {
  table: string
  columns: string[]
  of: string[]
}
interface Table {
  name: string
  columns: Column[]
  references: Reference[]
}
type Row = Record<string, unknown>

const readTables = `SELECT t.relname AS name,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL),
        'needed', a.attnotnull AND NOT a.atthasdef AND a.attidentity = '', 'words', (
          SELECT array_agg(w[1]) FROM pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''((?:[^'']|'''')+)''::text', 'g') w
           WHERE c.conrelid = t.oid AND c.contype = 'c' AND c.conkey = ARRAY[a.attnum]
             AND pg_get_constraintdef(c.oid) ~ '= ANY \\(')) ORDER BY a.attnum)
       FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT coalesce(json_agg(json_build_object('table', c.confrelid::regclass::text,
        'columns', (SELECT json_agg(a.attname ORDER BY k.at) FROM unnest(c.conkey) WITH ORDINALITY k(num, at)
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.num),
        'of', (SELECT json_agg(a.attname ORDER BY k.at) FROM unnest(c.confkey) WITH ORDINALITY k(num, at)
          JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.num)) ORDER BY c.conname), '[]')
       FROM pg_constraint c WHERE c.conrelid = t.oid AND c.contype = 'f') AS references
  FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p')`

/**
 * Writes rows that no command can make, as the tables' owner, with whatever else the catalogue says that they need: what a
 * foreign key asks for is found or made, other columns hold a word that their CHECK knows, or something of their type.
 * `usual`: what a column of that name holds in every table, and `usualOf`, in one table, where a row does not say otherwise.
 */
export async function openRowBuilder(
  { rows, clock }: Pick<World, 'rows' | 'clock'>,
  usual: Row = {},
  usualOf: Record<string, Row> = {},
) {
  const tables = new Map((await rows<Table>(readTables)).map((table) => [table.name, table]))

  function tableOf(name: string): Table {
    const table = tables.get(name)
    if (!table) throw new Error(`there is no table ${name}`)
    return table
  }

  /** Gives the row as it stands afterwards, by the names of its columns. @throws what Postgres says of a value */
  async function write(name: string, given: Row = {}): Promise<Row> {
    const { columns, references } = tableOf(name)
    const known = new Set(columns.map((column) => column.name))
    const unknown = Object.keys(given).filter((column) => !known.has(column))
    if (unknown.length) throw new Error(`${name} has no ${unknown.join(', ')}`)
    const usually = Object.entries(usual).filter(([column]) => known.has(column))
    const row: Row = { ...Object.fromEntries(usually), ...usualOf[name], ...given }
    // The widest first: a key of three columns leaves a narrower one less to choose.
    for (const reference of references.toSorted((a, b) => b.columns.length - a.columns.length))
      await refer(columns, reference, row)
    for (const column of columns)
      if (column.needed && !(column.name in row)) row[column.name] = something(column)
    const entries = Object.entries(row)
    const [written] = await rows<Row>(
      `INSERT INTO ${name} (${entries.map(([column]) => column).join()})
        VALUES (${entries.map((_, at) => `$${at + 1}`).join()}) RETURNING *`,
      entries.map(([, value]) => value),
    )
    return written!
  }

  /** Points the row to one that is there and agrees with it, or to a new one. A column that may be null is left so. */
  async function refer(columns: Column[], { table, columns: from, of }: Reference, row: Row): Promise<void> {
    const missing = from.filter((name) => !(name in row))
    const isNeeded = (name: string) => columns.some((column) => column.name === name && column.needed)
    if (!missing.some(isNeeded)) return
    const wanted: Row = {}
    from.forEach((name, at) => {
      if (name in row) wanted[of[at]!] = row[name]
    })
    const where = Object.keys(wanted).map((name, at) => `${name} = $${at + 1}`)
    const [found] = await rows<Row>(
      `SELECT ${of.join()} FROM ${table} ${where.length ? `WHERE ${where.join(' AND ')}` : ''} ORDER BY 1 LIMIT 1`,
      Object.values(wanted),
    )
    const there = found ?? (await write(table, wanted))
    from.forEach((name, at) => {
      row[name] = there[of[at]!]
    })
  }

  function something({ type, words }: Column): unknown {
    if (words?.length) return words[0]
    if (type.endsWith('[]')) return '{}'
    if (type in anything) return anything[type]!(clock.now())
    throw new Error(`say in test/rows.ts what stands in a column of type ${type}`)
  }

  return write
}

const anything: Record<string, (now: string) => unknown> = {
  uuid: () => newId(),
  text: () => `x${newId()}`,
  bytea: () => '',
  jsonb: () => '{}',
  json: () => '{}',
  boolean: () => false,
  smallint: () => 1,
  'double precision': () => 1,
  integer: () => 1,
  bigint: () => 1,
  date: (now) => now.slice(0, 10),
  'timestamp with time zone': (now) => now,
}
