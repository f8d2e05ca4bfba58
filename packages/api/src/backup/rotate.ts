import type { Client } from 'pg'
import { Advice } from '../advice.ts'
import { type KeysAtHand, type KnownKey, knownKeys, needVault, recordRoot } from '../db/key-check.ts'
import { keyIdOf, type Vault } from '../vault.ts'
import type { WrappedKey } from '../wrapped-keys.ts'
import { inOne } from './drill.ts'

/** Where keys lie that a master key wraps, of those that are not kept apart; beside the root, which lies with the key's own id. */
const wrappedIn = ['data_keys', 'imports'] as const

/** Keys that are wrapped anew in one transaction: few enough that nobody waits for what it holds. */
const batch = 200

/** Replicas look each minute which key is in use (db/standing.ts); twice that, and some seconds. */
const untilSeenBySeconds = 130

/** Both databases of a deployment, as their owner; `apart` null: there is one. */
export interface Kept {
  owner: Client
  apart: Client | null
}

interface Counted {
  keyId: string
  count: number
}

/** Every key that the database knows, with how many are wrapped by it. */
export async function keysInUse({ owner, apart }: Kept): Promise<(KnownKey & { wraps: number })[]> {
  const counts = new Map<string, number>()
  const add = ({ rows }: { rows: Counted[] }) => {
    for (const { keyId, count } of rows) counts.set(keyId, (counts.get(keyId) ?? 0) + count)
  }
  for (const table of wrappedIn)
    add(
      await owner.query<Counted>(
        `SELECT encode(substring(wrapped FROM 2 FOR 8), 'hex') AS "keyId", count(*)::int FROM ${table}
          WHERE substring(wrapped FROM 1 FOR 1) = '\\x02' GROUP BY 1`,
      ),
    )
  if (apart)
    add(
      await apart.query<Counted>(
        `SELECT encode(substring(wrapped FROM 2 FOR 8), 'hex') AS "keyId", count(*)::int FROM keys.case_keys GROUP BY 1`,
      ),
    )
  return (await knownKeys(owner)).map((known) => ({ ...known, wraps: counts.get(known.keyId) ?? 0 }))
}

/**
 * Puts MASTER_KEY in the place of MASTER_KEY_OLD: from now on it wraps what is new, and what the other has wrapped is wrapped anew, batch
 * by batch, while requests are served. What was broken off goes on where it stopped. Returns how many.
 *
 * @throws Advice
 */
export async function rotate({ owner, apart }: Kept, keys: KeysAtHand): Promise<number> {
  const [next, old] = keys
  if (!old)
    throw new Advice(
      'MASTER_KEY_OLD is missing: give the new key as MASTER_KEY and the one before as MASTER_KEY_OLD. Nothing was done.',
    )
  const known = await knownKeys(owner)
  const own = known.find(({ keyId }) => keyId === keyIdOf(next))
  if (own?.retiredAt) throw new Advice('MASTER_KEY was retired once: make a new one. Nothing was done.')
  if (!own) {
    const vault = await needVault(owner, [old])
    await recordRoot(owner, next, vault.root)
  }
  const vault = await needVault(owner, keys)
  if (!vault.wrapBy(keyIdOf(next)) || (await knownKeys(owner))[0]?.keyId !== keyIdOf(next))
    throw new Advice('MASTER_KEY is the older of the two: exchange them. Nothing was done.')
  return wrapAnew({ owner, apart }, vault)
}

async function wrapAnew({ owner, apart }: Kept, vault: Vault): Promise<number> {
  let done = 0
  for (const table of wrappedIn) done += await untilNone(() => wrapBatch(owner, vault, table))
  if (apart) done += await untilNone(() => wrapBatchApart(apart, vault))
  return done
}

async function untilNone(work: () => Promise<number>): Promise<number> {
  let done = 0
  for (;;) {
    const count = await work()
    if (count === 0) return done
    done += count
  }
}

/** Held until it is written: what is destroyed meanwhile stays so, and is left alone. */
const wrapBatch = (owner: Client, vault: Vault, table: (typeof wrappedIn)[number]): Promise<number> =>
  inOne(owner, async () => {
    const { rows } = await owner.query<{ partnershipId: string; id: string; wrapped: Buffer }>(
      `SELECT partnership_id AS "partnershipId", id, wrapped FROM ${table}
        WHERE substring(wrapped FROM 1 FOR 1) = '\\x02' AND substring(wrapped FROM 2 FOR 8) <> decode($1, 'hex') LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`,
      [vault.wrapsBy],
    )
    const anew = rows.map((row) => vault.rewrapped(row) ?? row.wrapped)
    await owner.query(
      `UPDATE ${table} t SET wrapped = n.wrapped
        FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) AS n (partnership_id, id, wrapped) WHERE t.partnership_id = n.partnership_id AND t.id = n.id AND t.wrapped IS NOT NULL`,
      [rows.map((row) => row.partnershipId), rows.map(({ id }) => id), anew],
    )
    return rows.length
  })

const wrapBatchApart = (apart: Client, vault: Vault): Promise<number> =>
  inOne(apart, async () => {
    const { rows } = await apart.query<WrappedKey>(
      `SELECT id, wrapped FROM keys.case_keys WHERE substring(wrapped FROM 2 FOR 8) <> decode($1, 'hex') LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`,
      [vault.wrapsBy],
    )
    const anew = rows.map((row) => vault.rewrapped(row) ?? row.wrapped)
    await apart.query(
      `UPDATE keys.case_keys t SET wrapped = n.wrapped FROM unnest($1::uuid[], $2::bytea[]) AS n (id, wrapped) WHERE t.id = n.id`,
      [rows.map(({ id }) => id), anew],
    )
    return rows.length
  })

/**
 * Takes the older key out of use once nothing is wrapped by it, and no replica wraps by it any more. Returns its id.
 *
 * @throws Advice
 */
export async function retire({ owner, apart }: Kept, keys: KeysAtHand): Promise<string> {
  const [newest, old] = (await knownKeys(owner)).filter(({ retiredAt }) => retiredAt === null)
  if (!newest || !old) throw new Advice('There is one master key, and it is in use. Nothing was done.')
  const { rows } = await owner.query<{ seconds: number }>(
    `SELECT extract(epoch FROM clock_timestamp() - since)::int AS seconds FROM deployment.key_checks WHERE key_id = $1`,
    [newest.keyId],
  )
  const wait = untilSeenBySeconds - (rows[0]?.seconds ?? 0)
  if (wait > 0)
    throw new Advice(
      `Replicas look once a minute which key is in use. Nothing was done: run this again in ${wait} seconds.`,
    )
  await wrapAnew({ owner, apart }, await needVault(owner, keys))
  if ((await keysInUse({ owner, apart })).some(({ keyId, wraps }) => keyId === old.keyId && wraps > 0))
    throw new Advice('Somebody holds a key that the older one wraps. Nothing is retired: run this again.')
  await owner.query('UPDATE deployment.key_checks SET retired_at = now() WHERE key_id = $1', [old.keyId])
  return old.keyId
}
