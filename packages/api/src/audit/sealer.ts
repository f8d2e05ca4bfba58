import type { Pool } from 'pg'
import { type Tx, withTransaction } from '../db/pool.ts'
import { type CanonicalRow, type ChainKey, canonicalColumns, genesis, sealOf } from './chain.ts'

/** Events to a seal: small enough to be done in a moment, large enough to keep up with a busy partnership. */
const batch = 1000

/**
 * Hash-chains what is committed and not yet sealed, a seal for each batch (ACC-7), and gives the number of events.
 * Writers only insert, and never wait for it; when another sealer is at work it leaves it to that one. What commits
 * meanwhile, or late with an older id, is in a later seal: an event is known by having none, not by its place.
 */
export async function sealAudit(jobsPool: Pool, key: ChainKey, clock: () => string): Promise<number> {
  let sealed = 0
  for (;;) {
    const count = await withTransaction(jobsPool, null, (tx) => sealBatch(tx, key, clock()))
    sealed += count
    if (count < batch) return sealed
  }
}

async function sealBatch(tx: Tx, key: ChainKey, now: string): Promise<number> {
  const { rows: locks } = await tx.$client.query<{ held: boolean }>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('audit sealer', 0)) AS held`,
  )
  if (!locks[0]?.held) return 0
  const [waiting, last] = await Promise.all([
    tx.$client.query<{ id: string; row: CanonicalRow }>({
      name: 'unsealed-audit',
      text: `SELECT id, ${canonicalColumns} AS row FROM audit_events WHERE seal_id IS NULL ORDER BY id LIMIT $1`,
      values: [batch],
    }),
    tx.$client.query<{ id: number; hash: Buffer }>(
      'SELECT id, hash FROM audit_seals ORDER BY id DESC LIMIT 1',
    ),
  ])
  const events = waiting.rows
  if (!events.length) return 0
  const { id: lastId, hash: previous } = last.rows[0] ?? { id: 0, hash: genesis }
  const id = lastId + 1
  const hash = sealOf(
    key,
    { id, at: String(Date.parse(now) * 1000), previous },
    events.map(({ row }) => row),
  )
  await Promise.all([
    tx.$client.query({
      name: 'write-seal',
      text: 'INSERT INTO audit_seals (id, at, events, previous_hash, hash, key_mark) VALUES ($1, $2, $3, $4, $5, $6)',
      values: [id, now, events.length, previous, hash, key.mark],
    }),
    tx.$client.query({
      name: 'put-under-seal',
      text: 'UPDATE audit_events SET seal_id = $1 WHERE id = ANY ($2)',
      values: [id, events.map((event) => event.id)],
    }),
  ])
  return events.length
}
