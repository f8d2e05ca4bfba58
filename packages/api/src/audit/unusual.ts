import type { AuditEvent, UnusualReading } from '@alongside/shared/audit/contract'
import type { ReadingFinding } from '@alongside/shared/audit/values'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import { openAmong } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'
import { searchEvents } from './queries.ts'

type Row = Omit<UnusualReading, 'words'> & { words: Buffer | null }

const select = `SELECT u.id, u.version, u.kind, u.times, u.from_at AS "from", u.until_at AS "until", u.noticed_at AS "noticedAt",
    u.account_id AS "accountId", a.name, g.name AS "agencyName", u.role, u.for_chair AS "forChair", u.finding, u.words,
    u.answered_at AS "answeredAt", b.name AS "answeredBy"
  FROM unusual_readings u
  JOIN accounts a ON a.id = u.account_id
  LEFT JOIN agencies g ON g.partnership_id = u.partnership_id AND g.id = u.agency_id
  LEFT JOIN accounts b ON b.id = u.answered_by
  WHERE u.partnership_id = app.partnership_id()`

/** Who is meant, and why they read, is for those who answer alone: sealed apart from the database. */
const keyOf = (vault: Vault, partnershipId: string) => vault.ownKey(`unusual readings ${partnershipId}`)

const opened = (vault: Vault, partnershipId: string, { words, ...row }: Row): UnusualReading => ({
  ...row,
  words: words && openAmong(vault, keyOf(vault, partnershipId), 'words', words, cannotBeRead, row.id),
})

interface Asked {
  /** Those alone that wait for an answer of the chair, or of the coordinator. */
  waitingForChair?: boolean
  after: Position | null
  limit: number
}

/** ACC-11: what waits for an answer first, then the newest. One's own is not among it (policy). */
export async function unusualReadings(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  { waitingForChair, after, limit }: Asked,
): Promise<UnusualReading[]> {
  const { rows } = await tx.$client.query<Row>({
    name: `unusual-readings ${waitingForChair === undefined ? 'all' : 'waiting'} ${after ? 'after' : ''}`,
    text: `${select} ${waitingForChair === undefined ? 'AND ($2::boolean IS NULL)' : 'AND u.answered_at IS NULL AND u.for_chair = $2'}
      ${after ? `AND (coalesce(u.answered_at, 'infinity'), u.id) < ($3, $4)` : ''}
      ORDER BY coalesce(u.answered_at, 'infinity') DESC, u.id DESC LIMIT $1`,
    values: [limit, waitingForChair ?? null, ...(after ?? [])],
  })
  return rows.map((row) => opened(vault, partnershipId, row))
}

/** @throws Refusal not_found, also for what is one's own */
export async function unusualReading(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  id: string,
): Promise<UnusualReading> {
  const { rows } = await tx.$client.query<Row>({
    name: 'unusual-reading',
    text: `${select} AND u.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return opened(vault, partnershipId, row)
}

/** What that person did in that time, newest first. */
export const eventsOf = (tx: Tx, { accountId, from, until }: UnusualReading): Promise<AuditEvent[]> =>
  searchEvents(tx, {
    accountId,
    caseId: null,
    action: null,
    from: Date.parse(from) / 1000,
    until: Date.parse(until) / 1000 + 1,
    after: null,
    limit: 200,
  })

/** Where another answer came first nothing is written. */
export async function saveAnswer(
  tx: Tx,
  vault: Vault,
  reading: { id: string; partnershipId: string },
  answer: { finding: ReadingFinding; words: string; accountId: string; now: string },
): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'answer-unusual-reading',
    text: `UPDATE unusual_readings SET finding = $2, words = $3, answered_by = $4, answered_at = $5, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1 AND answered_at IS NULL`,
    values: [
      reading.id,
      answer.finding,
      vault.seal(keyOf(vault, reading.partnershipId), 'words', answer.words),
      answer.accountId,
      answer.now,
    ],
  })
  if (!rowCount) throw new Refusal('audit.answered')
}
