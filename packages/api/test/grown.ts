import { expect } from 'vitest'
import { type listen, listen as listening } from '../bench/listen.ts'
import type { Statement } from '../bench/plain.ts'
import { list, seed } from '../bench/seed.ts'
import { newId } from '../src/ids.ts'
import { type Caller, callerAs } from '../src/in-process.ts'
import { openSession } from '../src/sessions/queries.ts'
import { openWorld, type World } from './world.ts'

/** On how many cases agencies hold a grant that are founded with the partnership: the second is the small one. */
export const holdings = [3, 20, 200, 501] as const
/** Cases on which the small agency holds a grant. */
export const held = 20
const emailOf = (cases: number) => `of.${cases}@bench.example`
const small = emailOf(held)
const coordinator = 'ba.0.0@bench.example'

/**
 * A partnership of the benches' making that grows while everything of one agency stays as it is: whoever works there reads the same
 * before and after. `ears` hear what its API says to Postgres.
 */
export async function openGrowing(now: string, referrals: number) {
  const ears = listening({ rollBack: false })
  const world = await openWorld(now)
  const { database, services, rows } = world
  await seed(database.superuserUrl, services.vault, referrals, Date.parse(now), 1)
  for (const cases of holdings) await foundAgency(world, cases)
  await world.owner.query('VACUUM ANALYZE')
  return {
    world,
    ears,
    asSmall: await callerOf(world, small),
    asCoordinator: await callerOf(world, coordinator),
    /** Who works in the agency of so many cases. */
    asHolderOf: (cases: number) => callerOf(world, emailOf(cases)),
    foundAgency: (cases: number) => foundAgency(world, cases),
    size: async () => (await rows<{ count: number }>('SELECT count(*)::int FROM referrals'))[0]?.count ?? 0,
    accountId: (await rows<{ id: string }>(`SELECT id FROM accounts WHERE email = '${small}'`))[0]
      ?.id as string,
    grow: (times: number) => grow(world, times),
    buffersOf: (read: () => Promise<{ status: number }>, plans: Plans = 'force_generic_plan') =>
      buffersOf(world, ears, read, plans),
    caseId: (
      await rows<{
        id: string
      }>(`SELECT case_id AS id FROM sharing_grants g JOIN agencies y ON y.id = g.agency_id
      WHERE y.name = 'Agency of ${held}' ORDER BY 1 LIMIT 1`)
    )[0]?.id as string,
  }
}

async function callerOf({ app, rows, services, clock }: World, email: string): Promise<Caller> {
  const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email])
  const session = account && (await openSession(services.pools.identity, account.id, clock.now()))
  if (!session) throw new Error(`${email} cannot sign in`)
  return callerAs(app, session.actor)
}

/** An agency to which so many consented, with something of every kind that a list of its may begin with. */
async function foundAgency({ owner, clock }: World, cases: number) {
  const client = await owner.connect()
  const rows = (text: string, values: string[] = []) => client.query(text, values)
  // Of thousands of grants each would be looked at by a dozen triggers.
  await rows('SET session_replication_role = replica')
  const [agency, account, place] = [newId(), newId(), newId()]
  await rows(`INSERT INTO agencies (partnership_id, id, name, kind, standing_until, created_at)
    SELECT partnership_id, '${agency}', 'Agency of ${cases}', 'charity', standing_until, created_at FROM agencies LIMIT 1`)
  await rows(
    `INSERT INTO accounts (id, email, name, created_at) VALUES ('${account}', '${emailOf(cases)}', 'Wyn Small', $1)`,
    [clock.now()],
  )
  await rows(`INSERT INTO memberships (partnership_id, id, account_id, agency_id, role, started_at)
    SELECT partnership_id, '${place}', '${account}', id, 'lead_member', created_at FROM agencies WHERE id = '${agency}'`)
  await rows(`INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, consent_id, from_at)
    SELECT partnership_id, gen_random_uuid(), case_id, '${agency}', 'consent', id, recorded_at FROM consents ORDER BY id LIMIT ${cases}`)
  await rows(`INSERT INTO referral_recipients (partnership_id, id, referral_id, case_id, agency_id, for_meeting, due_at)
    SELECT r.partnership_id, gen_random_uuid(), r.id, r.case_id, '${agency}', false, r.due_at
      FROM sharing_grants g JOIN referrals r USING (partnership_id, case_id) WHERE g.agency_id = '${agency}' AND r.state <> 'closed' LIMIT 8`)
  await list(client)
  await rows('RESET session_replication_role')
  client.release()
}

/** What hangs on a case, copied with it; sealed under the same key. */
const copied = [
  ...['cases', 'referrals', 'consents', 'sharing_grants', 'referral_recipients', 'agenda_items', 'actions'],
  ...[
    'history',
    'voices',
    'characteristics',
    'own_characteristics',
    'safeguarding_notifications',
    'audit_events',
  ],
]
const anew = ['id', 'case_id', 'referral_id', 'consent_id', 'agenda_item_id', 'subject_id', 'refresh_of']

/** So many more partnerships' worth of cases, each with all that hangs on it but what those agencies hold. */
async function grow({ owner, rows }: World, times: number) {
  const client = await owner.connect()
  try {
    await client.query('SET session_replication_role = replica')
    for (const table of copied) {
      const columns = await rows<{ name: string }>(
        'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 AND table_schema = $2',
        [table, 'public'],
      )
      const names = columns.map(({ name }) => name)
      const values = names.map((name) => {
        if (anew.includes(name)) return `md5(t.${name}::text || n)::uuid`
        if (name === 'seen') return `(SELECT array_agg(md5(s::text || n)::uuid) FROM unnest(t.seen) s)`
        return name === 'reference'
          ? `overlay(t.reference PLACING chr(65 + n) FROM length(t.reference) - 5)`
          : `t.${name}`
      })
      const others = names.includes('agency_id')
        ? `WHERE t.agency_id IS NULL OR t.agency_id <> ALL (ARRAY(SELECT y.id FROM agencies y WHERE y.name LIKE 'Agency of %'))`
        : ''
      await client.query(
        `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${table} t, generate_series(1, ${times}) n ${others}`,
      )
    }
    await list(client)
  } finally {
    await client.query('RESET session_replication_role')
    client.release()
  }
  await owner.query('VACUUM ANALYZE')
}

type Sent = string | number | boolean | bigint
const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL'
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (Array.isArray(value))
    return quoted(`{${(value as Sent[]).map((one) => JSON.stringify(String(one))).join(',')}}`)
  return quoted(String(value as Sent))
}
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** As the product plans, or anew by the values of each call. */
type Plans = 'force_generic_plan' | 'force_custom_plan'

interface Explained {
  Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number }
}

/**
 * How many buffers each statement of a read touches, by its name: counted by Postgres as it runs them again in the same context, prepared as
 * the product prepares them. It does not depend on how busy the machine is.
 */
async function buffersOf(
  world: World,
  ears: ReturnType<typeof listen>,
  read: () => Promise<{ status: number }>,
  plans: Plans,
): Promise<Record<string, number>> {
  ears.heard()
  expect((await read()).status, world.log.slice(-2).join('')).toBe(200)
  const said = ears.heard().groups.flat()
  const client = await world.services.pools.app.connect()
  const touched: Record<string, number> = {}
  try {
    await client.query('BEGIN')
    await client.query(`SET LOCAL plan_cache_mode = ${plans}`)
    for (const [n, statement] of said.entries()) {
      // What a read leaves on record is one row, whatever it read.
      if (['BEGIN', 'COMMIT', 'record-read', 'record-change'].includes(statement.name)) continue
      const name = await prepared(client, `asked ${n}`, statement)
      const counted = () =>
        client.query<{ 'QUERY PLAN': [Explained] }>(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${name}`)
      if (statement.name === 'enter') await client.query(name)
      // The first reads what it needs of the catalogue too.
      await counted()
      const { rows } = await counted()
      const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = rows[0]!['QUERY PLAN'][0].Plan
      touched[statement.name] = (touched[statement.name] ?? 0) + hit + read
    }
  } finally {
    await client.query('ROLLBACK')
    await client.query('DEALLOCATE ALL')
    client.release(true)
  }
  return touched
}

async function prepared(
  client: { query: (text: string) => Promise<unknown> },
  name: string,
  { text, values }: Statement,
): Promise<string> {
  await client.query(`PREPARE "${name}" AS ${text}`)
  return `EXECUTE "${name}"${values.length > 0 ? `(${values.map(literal).join(', ')})` : ''}`
}
