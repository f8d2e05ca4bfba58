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

/** Recorded of what was refused. */
const ofRefusals = ['access.denied', 'session.failed', 'session.step_up_failed', 'session.refresh_reused']

/**
 * Where every table stands, for the price of counting: how many rows it has, and the last transaction that wrote one. What is
 * committed moves one of the two. Without what a refusal may leave: its record, and the counts of wrong passwords.
 */
export function changesOf({ rows }: Pick<World, 'rows'>): () => Promise<string> {
  let counting: Promise<string> | undefined
  const compose = async () => {
    const tables = await rows<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'sign_in_delays' ORDER BY 1`,
    )
    const selects = tables.map(({ name }) => {
      const done = name === 'audit_events' ? `WHERE action <> ALL ('{${ofRefusals.join(',')}}')` : ''
      return `SELECT '${name} ' || count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) AS stands FROM ${name} ${done}`
    })
    return `SELECT string_agg(stands, ', ') AS stand FROM (${selects.join(' UNION ALL ')}) t`
  }
  return async () => (await rows<{ stand: string }>(await (counting ??= compose())))[0]!.stand
}
