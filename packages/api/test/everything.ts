import type { World } from './world.ts'

/**
 * A fingerprint of every row of every table, but for the record of what was denied and for the tables named: before and
 * after, it tells whether anything changed at all.
 */
export async function everything({ rows }: Pick<World, 'rows'>, ...except: string[]): Promise<unknown> {
  const tables = await rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY 1`,
    [except],
  )
  const selects = tables.map(({ name }) => {
    const done = name === 'audit_events' ? `WHERE action NOT IN ('access.denied', 'session.failed')` : ''
    return `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${name} t ${done}) AS ${name}`
  })
  return (await rows(`SELECT ${selects.join(', ')}`))[0]
}
