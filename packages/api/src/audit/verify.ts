import { Client } from 'pg'
import { type CanonicalRow, type ChainKey, canonicalColumns, genesis, sealOf } from './chain.ts'
import type { Head } from './heads.ts'

/**
 * `cut_off`: the chain ends before a seal that was handed outside. `rewritten`: that seal is another one now.
 * `other_key`: sealed with another key than the one given. The others are breaks inside the chain.
 */
export interface AuditFault {
  sealId: number
  what: 'altered' | 'removed' | 'inserted' | 'gap' | 'unchained' | 'other_key' | 'cut_off' | 'rewritten'
  detail: string
}

export interface AuditReport {
  /** The chain holds, and every head that was given fits it. */
  intact: boolean
  /** As far as the chain holds. */
  seals: number
  events: number
  /** Written since the last seal: nothing tells yet whether some of them are missing. */
  unsealed: number
  /** The last seal that holds. */
  head: { seal: number; hash: string } | null
  /** The heads from outside that were compared. */
  heads: number
  /** The first break of the chain, and every head that does not fit. */
  faults: AuditFault[]
}

interface Seal {
  id: number
  events: number
  at: string
  previous_hash: Buffer
  hash: Buffer
  key_mark: string
}
interface SealedEvent {
  seal: number
  row: CanonicalRow
}

/**
 * Recomputes the whole chain in one pass over one snapshot, and holds it against heads that lay outside: a chain that was
 * cut at its end holds, and so does one that was sealed anew by who has the key (ACC-11). `url`: a role that reads all
 * audit events.
 */
export async function verifyAudit(
  url: string,
  key: ChainKey,
  heads: readonly Head[] = [],
): Promise<AuditReport> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ unsealed: number }>(
      'SELECT count(*)::int AS unsealed FROM audit_events WHERE seal_id IS NULL',
    )
    const outside = await compare(client, heads)
    const seals = rowsOf<Seal>(
      client,
      'seals',
      `SELECT id::int AS id, events, (extract(epoch FROM at) * 1000000)::bigint::text AS at, previous_hash, hash, key_mark
        FROM audit_seals ORDER BY audit_seals.id`,
    )
    const events = rowsOf<SealedEvent>(
      client,
      'events',
      `SELECT seal_id::int AS seal, ${canonicalColumns} AS row FROM audit_events WHERE seal_id IS NOT NULL ORDER BY seal_id, id`,
    )
    const { fault, ...walked } = await walk(key, seals, events)
    const faults = fault ? [fault, ...outside] : outside
    return {
      ...walked,
      intact: faults.length === 0,
      unsealed: rows[0]?.unsealed ?? 0,
      heads: heads.length,
      faults,
    }
  } finally {
    await client.end()
  }
}

/** Each head that the chain as it stands has no longer; those that the database itself kept are asked too, for what they are worth. */
async function compare(client: Client, heads: readonly Head[]): Promise<AuditFault[]> {
  const { rows: kept } = await client.query<Head>(
    `SELECT seal_id::int AS seal, encode(hash, 'hex') AS hash, key_mark AS key, sealed_at AS at FROM audit_heads`,
  )
  const { rows: last } = await client.query<{ id: number }>(
    'SELECT coalesce(max(id), 0)::int AS id FROM audit_seals',
  )
  const all = new Map([...kept, ...heads].map((head) => [`${head.seal}:${head.hash}`, head]))
  const { rows: stand } = await client.query<{ id: number; hash: string }>(
    `SELECT id::int AS id, encode(hash, 'hex') AS hash FROM audit_seals WHERE id = ANY ($1)`,
    [Array.from(all.values(), ({ seal }) => seal)],
  )
  const hashes = new Map(stand.map(({ id, hash }) => [id, hash]))
  const end = last[0]?.id ?? 0
  return [...all.values()]
    .sort((a, b) => a.seal - b.seal)
    .flatMap(({ seal, hash, at }): AuditFault[] => {
      const of = at ? `, sealed ${at},` : ''
      if (seal > end)
        return [
          {
            sealId: seal,
            what: 'cut_off',
            detail: `seal ${seal}${of} was handed outside, and the record ends at seal ${end}: ${seal - end} seals and all their entries are missing`,
          },
        ]
      if (hashes.get(seal) === hash) return []
      return [
        {
          sealId: seal,
          what: 'rewritten',
          detail: `seal ${seal}${of} is another one than was handed outside: entries up to there were changed, or taken away and sealed anew`,
        },
      ]
    })
}

type Walked = Pick<AuditReport, 'seals' | 'events' | 'head'> & { fault: AuditFault | null }

async function walk(
  key: ChainKey,
  seals: AsyncGenerator<Seal>,
  events: AsyncGenerator<SealedEvent>,
): Promise<Walked> {
  const report: Walked = { seals: 0, events: 0, head: null, fault: null }
  const broken = (sealId: number, what: AuditFault['what'], detail: string): Walked => ({
    ...report,
    fault: { sealId, what, detail },
  })
  let previous: Buffer = genesis
  let next = await events.next()
  for await (const seal of seals) {
    const expected = report.seals + 1
    if (seal.id !== expected) return broken(expected, 'gap', `seal ${expected} is missing`)
    if (seal.key_mark !== key.mark)
      return broken(
        seal.id,
        'other_key',
        `seal ${seal.id} was made with the key ${seal.key_mark}, and the key given is ${key.mark}`,
      )
    if (!previous.equals(seal.previous_hash))
      return broken(seal.id, 'unchained', `seal ${seal.id} does not follow the seal before it`)
    const rows: CanonicalRow[] = []
    for (; !next.done && next.value.seal <= seal.id; next = await events.next()) rows.push(next.value.row)
    if (rows.length !== seal.events)
      return broken(
        seal.id,
        rows.length < seal.events ? 'removed' : 'inserted',
        `seal ${seal.id} holds ${rows.length} entries, and ${seal.events} were sealed`,
      )
    if (!sealOf(key, { id: seal.id, at: seal.at, previous }, rows).equals(seal.hash))
      return broken(
        seal.id,
        'altered',
        `one of the ${rows.length} entries of seal ${seal.id} is not as it was sealed, or it was sealed without the key`,
      )
    previous = seal.hash
    report.seals = seal.id
    report.events += rows.length
    report.head = { seal: seal.id, hash: seal.hash.toString('hex') }
  }
  return next.done ? report : broken(next.value.seal, 'gap', `seal ${next.value.seal} is missing`)
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
