import { appendFile } from 'node:fs/promises'
import { inPartnership } from '../db/context.ts'
import { atMoment, type Tx, withTransaction } from '../db/pool.ts'
import type { Mail } from '../notices/mailer.ts'
import { placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'

/** The end of the chain at one moment, as it is handed outside: of the record it tells nothing else. */
export interface Head {
  seal: number
  /** Of the seal, hex. */
  hash: string
  /** Of the key that it was sealed with; null on one that was typed. */
  key: string | null
  /** When it was sealed; null on one that was typed. */
  at: string | null
}

/**
 * ACC-11: once a day, where anything was sealed since, the head goes where no one who holds the database can take it
 * back: by mail to the leads of every agency, and as a line to AUDIT_HEADS_FILE. A file that cannot be written holds up
 * no mail; it gets its lines with the next run.
 */
export async function handOutHeads(services: Services): Promise<void> {
  const { pools, clock, config } = services
  await withTransaction(pools.jobs, null, async (tx) => {
    const now = clock()
    const head = await takeHead(tx, now)
    if (!head) return
    const { rows } = await tx.$client.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
    for (const { id } of rows) {
      await tx.$client.query(inPartnership(id, now))
      for (const email of await leadsOfAll(tx, now)) await services.postMail(tx, headMail(email, head, now))
    }
  })
  if (config.AUDIT_HEADS_FILE) await fileHeads(services, config.AUDIT_HEADS_FILE)
}

const columns = `seal_id::int AS seal, encode(hash, 'hex') AS hash, key_mark AS key, sealed_at AS at`

/** Today's head, for the one run that takes it. */
async function takeHead(tx: Tx, now: string): Promise<Head | undefined> {
  const { rows } = await tx.$client.query<Head>({
    name: 'take-head',
    text: `INSERT INTO audit_heads (day, seal_id, hash, key_mark, sealed_at, handed_at)
      SELECT ($1::timestamptz AT TIME ZONE 'UTC')::date, s.id, s.hash, s.key_mark, s.at, $1 FROM audit_seals s
       WHERE s.id > coalesce((SELECT max(h.seal_id) FROM audit_heads h), 0) ORDER BY s.id DESC LIMIT 1
      ON CONFLICT DO NOTHING RETURNING ${columns}`,
    values: [now],
  })
  return rows[0]
}

async function leadsOfAll(tx: Tx, now: string): Promise<string[]> {
  const { rows } = await tx.$client.query<{ email: string }>({
    name: 'mail-of-leads',
    text: 'SELECT email FROM accounts WHERE id = ANY ($1) AND disabled_at IS NULL ORDER BY email',
    values: [(await placesOf(tx, 'leadsOfAll', null, now)).map(({ accountId }) => accountId)],
  })
  return rows.map(({ email }) => email)
}

/** Appended before it is marked as filed: a line may stand twice, and none is left out. */
async function fileHeads({ pools, clock }: Services, file: string): Promise<void> {
  await atMoment(pools.jobs, clock, async (jobs, now) => {
    const { rows } = await jobs.query<Head>(
      `SELECT ${columns} FROM audit_heads WHERE filed_at IS NULL ORDER BY seal_id`,
    )
    if (rows.length === 0) return
    await appendFile(file, rows.map((head) => `${JSON.stringify(head)}\n`).join(''), { mode: 0o600 })
    await jobs.query('UPDATE audit_heads SET filed_at = $1 WHERE filed_at IS NULL AND seal_id = ANY ($2)', [
      now,
      rows.map(({ seal }) => seal),
    ])
  })
}

const headMail = (to: string, { seal, hash }: Head, now: string): Mail => ({
  to,
  subject: `Please keep: the record of Alongside on ${now.slice(0, 10)}`,
  text: `Alongside records who read what and who changed what. Each entry is sealed to those before it. This mail holds the last seal as this day begins. It names nobody, and you need do nothing but keep it.

Seal number: ${seal}
Seal: ${hash}

If entries were ever taken off the end of the record, or its past were written anew, this number and this seal would no longer fit it, whoever did that. Your copy is what shows it, because it lies where nobody who runs Alongside can change it.

To have it checked, give both to whoever runs Alongside. They run:
verify-audit --head ${seal}:${hash}`,
})

/** A line of the file, or «number:seal» as the mail has it. @throws Error for what is neither */
export function readHead(text: string): Head {
  const typed = /^\s*(\d{1,15})\s*:\s*([0-9a-f]{64})\s*$/i.exec(text)
  if (typed) return { seal: Number(typed[1]), hash: (typed[2] ?? '').toLowerCase(), key: null, at: null }
  const line = readJson(text)
  if (!Number.isSafeInteger(line.seal) || typeof line.hash !== 'string' || !/^[0-9a-f]{64}$/.test(line.hash))
    throw new Error(`This is no head of the record: ${text.slice(0, 100)}`)
  return { seal: Number(line.seal), hash: line.hash, key: line.key ?? null, at: line.at ?? null }
}

function readJson(text: string): Partial<Head> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Head>
  } catch {
    return {}
  }
}
