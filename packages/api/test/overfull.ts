import type { PoolClient } from 'pg'
import type { World } from './world.ts'

interface Column {
  name: string
  type: string
}
interface Table {
  name: string
  columns: Column[]
  /** Of each unique index, its columns. */
  unique: string[][]
  /** Of columns that alone, or beside the partnership's, point somewhere: the table there. */
  points: Record<string, string>
}

const readTables = `SELECT t.relname AS name,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, NULL)) ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = '') AS columns,
    (SELECT coalesce(json_agg(u.columns), '[]') FROM pg_index i CROSS JOIN LATERAL (
        SELECT json_agg(a.attname ORDER BY a.attnum) AS columns FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0
          AND (a.attnum = ANY (i.indkey::int2[]) OR (i.indexprs IS NOT NULL AND EXISTS (
            SELECT FROM pg_depend d WHERE d.objid = i.indexrelid AND d.refobjid = t.oid AND d.refobjsubid = a.attnum)))) u
      WHERE i.indrelid = t.oid AND i.indisunique) AS unique,
    (SELECT coalesce(json_object_agg(a.attname, c.confrelid::regclass::text), '{}') FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'partnership_id'
      WHERE c.conrelid = t.oid AND c.contype = 'f'
        AND (SELECT count(*) FROM unnest(c.conkey) k JOIN pg_attribute b ON b.attrelid = t.oid AND b.attnum = k
          AND b.attname <> 'partnership_id') = 1) AS points
  FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition ORDER BY 1`

/** Where no partnership's own things stand, or what every request writes. */
const apart = [
  'partnerships',
  'rule_sets',
  'idempotency_keys',
  'sign_in_delays',
  'schema_migrations',
  'data_keys',
]

/**
 * Fills tables past whatever a reply may hold, with copies of a row that is there: past triggers and foreign keys, since how
 * it came to so many rows is not the question. `most`: how many more there can be of what a command refuses past its number. `known`: ids that subjects have; the row that names most of them is copied.
 */
export async function openOverfull(
  { owner }: Pick<World, 'owner'>,
  partnershipId: string,
  known: readonly string[],
  most: Readonly<Record<string, number>>,
) {
  const tables = new Map(
    (await owner.query<Table>(readTables)).rows
      .filter(({ name }) => !apart.includes(name))
      .map((table) => [table.name, table]),
  )
  const of = (name: string) => tables.get(name)

  /** The columns that are to differ from copy to copy, each once: the id, and of every other unique index the last that may. */
  function differing({ unique, points, columns }: Table): string[] {
    const names = columns.map(({ name }) => name)
    const own = names.includes('id') ? ['id'] : []
    for (const index of unique) {
      if (index.some((column) => own.includes(column))) continue
      const free = index.filter((column) => column !== 'partnership_id' && names.includes(column))
      const last = free.findLast((column) => points[column] && of(points[column])) ?? free.at(-1)
      if (last) own.push(last)
    }
    return own
  }

  /** What else must have as many rows, so that each copy has another to point to. */
  function needed(name: string, found: string[] = []): string[] {
    const table = of(name)
    if (!table || found.includes(name)) return found
    found.push(name)
    for (const column of differing(table)) {
      const to = table.points[column]
      if (to && to !== name) needed(to, found)
    }
    return found
  }

  const copyOf = (table: string) => `md5('${table} ' || n)::uuid`

  function value(table: Table, { name, type }: Column, differs: readonly string[]): string {
    const column = `t."${name}"`
    if (!differs.includes(name)) return column
    const to = table.points[name]
    if (name === 'id') return copyOf(table.name)
    if (to && of(to)) return `CASE WHEN ${column} IS NOT NULL THEN ${copyOf(to)} END`
    if (name === 'number') return `upper(left(md5('${table.name} ' || n), 6))`
    if (name === 'reference') return `left(${column}, 9) || upper(left(md5('${table.name} ' || n), 6))`
    if (type === 'uuid') return copyOf(`${table.name}.${name}`)
    if (type === 'text') return `n || ${column}`
    if (type === 'bytea') return `decode(md5('${table.name} ' || n), 'hex')`
    if (type === 'date') return `${column} + n`
    if (type.startsWith('timestamp')) return `${column} + make_interval(mins => n)`
    return `${column} + n`
  }

  async function fill(client: PoolClient, name: string, times: number): Promise<number> {
    const table = of(name)!
    const differs = differing(table)
    const ids = table.columns.filter(({ type }) => type === 'uuid').map((column) => `t."${column.name}"`)
    const weight = ids.map((id) => `coalesce((${id} = ANY ($1))::int, 0)`).join(' + ') || '(SELECT 0)'
    const own = table.columns.some((column) => column.name === 'partnership_id')
    const { rowCount } = await client.query(
      `INSERT INTO ${name} (${table.columns.map((column) => `"${column.name}"`).join()})
        SELECT ${table.columns.map((column) => value(table, column, differs)).join()}
        FROM (SELECT t.* FROM ${name} t WHERE $3::uuid IS NOT NULL AND $1::uuid[] IS NOT NULL
          ${own ? 'AND t.partnership_id = $3' : ''} ORDER BY ${weight} + 0 DESC LIMIT 1) t, generate_series(1, $2) n
        ON CONFLICT DO NOTHING`,
      [known, times, partnershipId],
    )
    return rowCount ?? 0
  }

  return {
    /** Does `work` while the table has that many rows more, and gives how many it got. */
    async during(name: string, times: number, work: () => Promise<void>): Promise<number> {
      const client = await owner.connect()
      const filled = needed(name)
      let by: string | undefined
      try {
        await client.query('BEGIN')
        await client.query('SET LOCAL session_replication_role = replica')
        by = (await client.query<{ by: string }>('SELECT pg_current_xact_id()::text AS by')).rows[0]!.by
        let got = 0
        for (const table of filled.toReversed())
          got = await fill(client, table, Math.min(times, most[table] ?? times))
        await client.query('COMMIT')
        await work()
        return got
      } finally {
        await client.query('ROLLBACK')
        await client.query('BEGIN')
        await client.query('SET LOCAL session_replication_role = replica')
        for (const table of filled) await client.query(`DELETE FROM ${table} WHERE xmin::text = $1`, [by])
        await client.query('COMMIT')
        client.release()
      }
    },
  }
}
