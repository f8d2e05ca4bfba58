import { Advice } from '../advice.ts'
import { whereKeysAre } from '../db/keys-database.ts'
import type { WrappedKey } from '../wrapped-keys.ts'
import { inOne } from './drill.ts'
import type { Kept } from './rotate.ts'

/** Keys that are moved in one transaction. */
const batch = 500
/** Where they lie before; an import's goes with the import. */
const keptIn = ['data_keys', 'imports'] as const

/** What of them is here still. */
const beside = `substring(wrapped FROM 1 FOR 1) = '\\x02'`

/**
 * Moves every key that lies beside its case into the database of keys, where new ones are kept from then on. While requests are served, by replicas that know of
 * both. What was broken off goes on where it stopped. Returns how many.
 *
 * @throws Advice
 */
export async function moveKeys({ owner, apart }: Kept): Promise<number> {
  const { pair } = await whereKeysAre(owner)
  if (!apart || pair === null)
    throw new Advice(
      'There is no database of keys: make one, and run `migrate` with KEYS_DATABASE_OWNER_URL. Nothing was done.',
    )
  await owner.query('UPDATE deployment.case_keys SET since = coalesce(since, clock_timestamp())')
  let moved = 0
  for (const table of keptIn)
    for (;;) {
      const count = await inOne(owner, async () => {
        const { rows } = await owner.query<WrappedKey>(
          `SELECT id, wrapped FROM ${table} WHERE ${beside} LIMIT ${batch} FOR NO KEY UPDATE SKIP LOCKED`,
        )
        const ids = rows.map(({ id }) => id)
        // There before it is gone here.
        await apart.query(
          `INSERT INTO keys.case_keys (id, wrapped) SELECT * FROM unnest($1::uuid[], $2::bytea[])
            ON CONFLICT (id) DO UPDATE SET wrapped = excluded.wrapped`,
          [ids, rows.map(({ wrapped }) => wrapped)],
        )
        await owner.query(
          `UPDATE ${table} SET wrapped = '\\x03'::bytea || uuid_send(id) WHERE id = ANY ($1) AND ${beside}`,
          [ids],
        )
        return rows.length
      })
      if (count === 0) break
      moved += count
    }
  return moved
}

/** How many lie beside their cases still: written by a replica that had not heard yet. */
export async function keysBeside({ owner }: Pick<Kept, 'owner'>): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM data_keys WHERE substring(wrapped FROM 1 FOR 1) = '\\x02')::int
        + (SELECT count(*) FROM imports WHERE substring(wrapped FROM 1 FOR 1) = '\\x02')::int AS count`,
  )
  return rows[0]?.count ?? 0
}
