import { Client } from 'pg'
import { type CanonicalRow, canonicalColumns, genesis, sealOf } from './chain.ts'

export interface AuditReport {
  /** The whole chain holds. */
  intact: boolean
  seals: number
  events: number
  /** Written since the last seal. */
  unsealed: number
  /** Hash of the last seal, hex: compare it with the heads that were handed outside, since a chain cut at its end still holds. */
  head: string | null
  /** The first break, or null when the whole chain holds. */
  fault: { sealId: number; what: 'altered' | 'removed' | 'inserted' | 'unchained'; detail: string } | null
}

type Walked = Omit<AuditReport, 'unsealed'>
interface Seal {
  id: number
  events: number
  previous_hash: Buffer
  hash: Buffer
}
interface SealedEvent {
  seal: number
  row: CanonicalRow
}

/** Recomputes the whole chain in one pass over one snapshot. `url`: a role that reads all audit events. */
export async function verifyAudit(url: string): Promise<AuditReport> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ unsealed: number }>(
      'SELECT count(*)::int AS unsealed FROM audit_events WHERE seal_id IS NULL',
    )
    const seals = rowsOf<Seal>(
      client,
      'seals',
      'SELECT id::int AS id, events, previous_hash, hash FROM audit_seals ORDER BY audit_seals.id',
    )
    const events = rowsOf<SealedEvent>(
      client,
      'events',
      `SELECT seal_id::int AS seal, ${canonicalColumns} AS row FROM audit_events WHERE seal_id IS NOT NULL ORDER BY seal_id, id`,
    )
    return { ...(await walk(seals, events)), unsealed: rows[0]?.unsealed ?? 0 }
  } finally {
    await client.end()
  }
}

async function walk(seals: AsyncGenerator<Seal>, events: AsyncGenerator<SealedEvent>): Promise<Walked> {
  const report: Walked = { intact: true, seals: 0, events: 0, head: null, fault: null }
  const broken = (sealId: number, what: NonNullable<AuditReport['fault']>['what'], detail: string) => ({
    ...report,
    intact: false,
    fault: { sealId, what, detail },
  })
  let previous: Buffer = genesis
  let next = await events.next()
  for await (const seal of seals) {
    const expected = report.seals + 1
    if (seal.id !== expected) return broken(expected, 'removed', `seal ${expected} is missing`)
    if (!previous.equals(seal.previous_hash))
      return broken(seal.id, 'unchained', 'does not follow the seal before it')
    const rows: CanonicalRow[] = []
    for (; !next.done && next.value.seal <= seal.id; next = await events.next()) rows.push(next.value.row)
    if (rows.length !== seal.events)
      return broken(
        seal.id,
        rows.length < seal.events ? 'removed' : 'inserted',
        `holds ${rows.length} events, and ${seal.events} were sealed`,
      )
    if (!sealOf(previous, rows).equals(seal.hash))
      return broken(seal.id, 'altered', `one of its ${rows.length} events is not as it was sealed`)
    previous = seal.hash
    report.seals = seal.id
    report.events += rows.length
    report.head = seal.hash.toString('hex')
  }
  return next.done ? report : broken(next.value.seal, 'removed', `seal ${next.value.seal} is missing`)
}

/** The rows of a statement a thousand at a time, inside the client's transaction. */
async function* rowsOf<T extends object>(client: Client, cursor: string, text: string): AsyncGenerator<T> {
  await client.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${text}`)
  for (;;) {
    const { rows } = await client.query<T>(`FETCH 1000 FROM ${cursor}`)
    yield* rows
    if (rows.length < 1000) return
  }
}
