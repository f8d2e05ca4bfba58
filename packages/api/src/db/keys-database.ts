import type { Client, ClientBase } from 'pg'
import { newId } from '../ids.ts'
import { keysRole, prepareGroups, prepareLogins } from './roles.ts'
import { withClient } from './with-client.ts'

type Asked = Pick<ClientBase, 'query'>

/** What a database says of where the keys of its cases are. */
export interface WhereKeysAre {
  /** How many were destroyed so far. */
  generation: number
  /** Of the database of keys that goes with it; null: there is none. */
  pair: string | null
  /** Since when new ones are kept there and nowhere else. */
  since: Date | string | null
}

const besideTheCases: WhereKeysAre = { generation: 0, pair: null, since: null }

export async function whereKeysAre(client: Asked): Promise<WhereKeysAre> {
  if (!(await isThere(client, 'deployment.case_keys'))) return besideTheCases
  const { rows } = await client.query<WhereKeysAre>(
    'SELECT generation, pair, since FROM deployment.case_keys',
  )
  return rows[0] ?? besideTheCases
}

/** With which database of cases a database of keys goes; null: with none yet. */
export async function pairOf(keys: Asked): Promise<string | null> {
  if (!(await isThere(keys, 'keys.pair'))) return null
  const { rows } = await keys.query<{ pair: string }>('SELECT pair FROM keys.pair')
  return rows[0]?.pair ?? null
}

async function isThere(client: Asked, table: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    table,
  ])
  return rows[0]?.there === true
}

/** Random ids and keys that are wrapped: of whom, of what, of how many partnerships is nowhere in it. */
const schema = `
  CREATE SCHEMA IF NOT EXISTS keys;
  CREATE TABLE IF NOT EXISTS keys.pair (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    pair uuid NOT NULL
  );
  CREATE TABLE IF NOT EXISTS keys.case_keys (
    id uuid PRIMARY KEY,
    wrapped bytea NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Since when nothing in the database of cases names it.
    missed_at timestamptz
  );
  GRANT USAGE ON SCHEMA keys TO alongside_keys;
  GRANT SELECT ON ALL TABLES IN SCHEMA keys TO alongside_keys;
  GRANT INSERT (id, wrapped), UPDATE (missed_at), DELETE ON keys.case_keys TO alongside_keys;`

/** Why the two do not go together, in words for whoever gave their addresses; null where they do, or may be joined. */
export async function whyNotPair(first: Asked, keys: Asked | null): Promise<string | null> {
  const { pair } = await whereKeysAre(first)
  if (!keys)
    return pair
      ? 'The keys of this database’s cases are kept in another: KEYS_DATABASE_OWNER_URL is missing'
      : null
  const other = await pairOf(keys)
  if (pair === other) return null
  if (pair === null && (await holdsNone(keys))) return null
  return pair === null
    ? 'The database of KEYS_DATABASE_OWNER_URL holds the keys of another database: give an empty one'
    : 'The database of KEYS_DATABASE_OWNER_URL does not hold the keys of this one. Give the one that does, or `restore` both'
}

async function holdsNone(keys: Asked): Promise<boolean> {
  const { rows } = await keys.query<{ none: boolean }>(
    'SELECT NOT EXISTS (SELECT FROM keys.case_keys) AS none',
  )
  return rows[0]?.none === true
}

/** Its tables and its one login, where they are not there yet. */
export async function prepareKeysDatabase(keys: Client, secret: string): Promise<void> {
  await prepareGroups(keys, [keysRole])
  await keys.query(schema)
  await prepareLogins(keys, secret, [keysRole])
}

/**
 * Makes the two a pair. A database that has no key yet keeps all of them apart from then on; any other those that are made once
 * `keys apart` has moved what is there.
 */
export async function joinPair(first: Client, keysOwnerUrl: string, secret: string): Promise<void> {
  await withClient(keysOwnerUrl, async (keys) => {
    await prepareKeysDatabase(keys, secret)
    // Here first: what was broken off in between is joined by the next try, as this one is empty still.
    await keys.query('INSERT INTO keys.pair (pair) VALUES ($1) ON CONFLICT DO NOTHING', [newId()])
    await first.query(
      `UPDATE deployment.case_keys SET pair = $1, since = CASE WHEN NOT EXISTS (SELECT FROM data_keys)
          AND NOT EXISTS (SELECT FROM imports WHERE wrapped IS NOT NULL) THEN clock_timestamp() END WHERE pair IS NULL`,
      [await pairOf(keys)],
    )
  })
}
