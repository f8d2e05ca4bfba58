import type { Pool } from 'pg'
import type { KeysApart } from '../db/keys-apart.ts'
import { pairOf, whereKeysAre } from '../db/keys-database.ts'

/** Keys that are looked at in one go. */
const batch = 1_000
/** Hours after which the change that a key was made for has been committed or never will be. */
const settledAfterHours = 24
/**
 * Days for which a key that nothing names is kept all the same: who has put the database back by a week has the days between to notice, and to
 * put it forward again.
 */
const missedForDays = 7

const before = (now: string, hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString()

/**
 * Takes keys away that nothing in the database of cases has named for a week: of drafts that were thrown away, of imports that are done, of
 * changes that were never committed. Gives how many. Safe to run twice, or on two replicas.
 */
export async function sweepKeys(jobs: Pool, { pool }: KeysApart, now: string): Promise<number> {
  // Of another database all would be unknown.
  const { pair } = await whereKeysAre(jobs)
  if (pair === null || pair !== (await pairOf(pool))) throw new Error('keys of another database')
  let swept = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const { rows } = await pool.query<{ id: string }>(
      'SELECT id FROM keys.case_keys WHERE id > $1 AND written_at < $2 ORDER BY id LIMIT $3',
      [after, before(now, settledAfterHours), batch],
    )
    const last = rows.at(-1)
    if (!last) return swept
    after = last.id
    const ids = rows.map(({ id }) => id)
    const { rows: unknown } = await jobs.query<{ id: string }>('SELECT id FROM app.keys_unknown($1) AS id', [
      ids,
    ])
    const missed = unknown.map(({ id }) => id)
    await pool.query(
      `UPDATE keys.case_keys SET missed_at = CASE WHEN id = ANY ($2) THEN $3::timestamptz END
        WHERE id = ANY ($1) AND (id = ANY ($2)) = (missed_at IS NULL)`,
      [ids, missed, now],
    )
    const { rowCount } = await pool.query(
      'DELETE FROM keys.case_keys WHERE id = ANY ($1) AND missed_at <= $2',
      [missed, before(now, missedForDays * 24)],
    )
    swept += rowCount ?? 0
  }
}
