import type { World } from './world.ts'

type Owner = World['owner']

/** Recorded of what was refused. */
const ofRefusals = ['access.denied', 'session.failed']

const tablesOf = async (owner: Owner, except: readonly string[]) =>
  (
    await owner.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1) ORDER BY 1`,
      [except],
    )
  ).rows

/**
 * A statement that tells where each of these tables stands, for the price of counting: how many rows it has, and by which
 * transactions they were written. What is committed moves one of the two.
 */
const standOf = (tables: readonly { name: string }[], unaudited: readonly string[]) => {
  const selects = tables.map(({ name }) => {
    const done = name === 'audit_events' ? `WHERE action <> ALL ('{${unaudited.join(',')}}')` : ''
    return `SELECT '${name} ' || count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) AS stands FROM ${name} ${done}`
  })
  // In order: Postgres may read large tables side by side, and then tells of them as they come.
  return `SELECT string_agg(stands, ', ' ORDER BY stands) AS stand FROM (${selects.join(' UNION ALL ')}) t`
}

/** Prepared, since a statement over all tables takes ten times as long to plan as to answer. */
const standAt = async (owner: Owner, name: string, text: string): Promise<string> =>
  (await owner.query<{ stand: string }>({ name, text })).rows[0]!.stand

let looked = 0

interface Look {
  name: string
  stand: string
  print: string
  last?: { stand: string; print: unknown }
}

/** Of each world, by the tables that are left out. */
const looks = new WeakMap<Owner, Map<string, Promise<Look>>>()

async function composeLook(owner: Owner, except: string[]): Promise<Look> {
  const tables = await tablesOf(owner, except)
  const selects = tables.map(({ name }) => {
    const done = name === 'audit_events' ? `WHERE action <> ALL ('{${ofRefusals.join(',')}}')` : ''
    return `(SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${name} t ${done}) AS ${name}`
  })
  return {
    name: `stand ${++looked}`,
    stand: standOf(tables, ofRefusals),
    print: `SELECT ${selects.join(', ')}`,
  }
}

/**
 * A fingerprint of every row of every table, but for the record of what was denied and for the tables named: before and
 * after, it tells whether anything changed at all. Where nothing was written since it was asked last, it is the same.
 */
export async function everything({ owner }: Pick<World, 'owner'>, ...except: string[]): Promise<unknown> {
  const ofWorld = looks.get(owner) ?? new Map<string, Promise<Look>>()
  looks.set(owner, ofWorld)
  const key = except.join()
  const composed = ofWorld.get(key) ?? composeLook(owner, except)
  ofWorld.set(key, composed)
  const look = await composed
  const stand = await standAt(owner, look.name, look.stand)
  if (look.last?.stand !== stand) look.last = { stand, print: (await owner.query(look.print)).rows[0] }
  return look.last.print
}

/** Where every table stands. Without what a refusal may leave: its record, and the counts of wrong passwords. */
export function changesOf({ owner }: Pick<World, 'owner'>): () => Promise<string> {
  let counting: Promise<string> | undefined
  const compose = async () =>
    standOf(await tablesOf(owner, ['sign_in_delays']), [
      ...ofRefusals,
      'session.step_up_failed',
      'session.refresh_reused',
    ])
  return async () => standAt(owner, 'stand', await (counting ??= compose()))
}
