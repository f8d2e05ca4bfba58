import type {
  EmergencyAccess,
  EmergencyAccessInFull,
  LimitMet,
} from '@alongside/shared/emergency-access/contract'
import { barOf } from '@alongside/shared/emergency-access/rules'
import type { EmergencyFinding } from '@alongside/shared/emergency-access/values'
import { limitsAtMost } from '@alongside/shared/limits/values'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

type SealedWords = 'reason' | 'told' | 'words'
type Row = Omit<EmergencyAccess, SealedWords> & UnderKey & { [W in SealedWords]: Sealed<string> | null }

/** Its words: to whose it is, and to who sees the case. Who coordinates and is refused there keeps the dates alone (ACC-8). */
const select = `SELECT e.id, e.version, e.case_id AS "caseId", c.reference AS "caseReference", e.account_id AS "accountId", a.name,
    g.name AS "agencyName", CASE WHEN s.shown THEN e.reason END AS reason, e.at, e.opened_at AS "openedAt", e.until_at AS "until",
    b.name AS "endedBy", CASE WHEN s.shown THEN e.told END AS told, e.told_at AS "toldAt", e.for_chair AS "forChair",
    e.review_due_at AS "reviewDueAt", e.finding, CASE WHEN s.shown THEN e.words END AS words, e.reviewed_at AS "reviewedAt",
    r.name AS "reviewedBy", k.id AS "keyId", k.wrapped
  FROM emergency_accesses e
  CROSS JOIN LATERAL (SELECT e.account_id = app.account_id() OR app.sees_case(e.case_id) AS shown) s
  JOIN data_keys k ON k.partnership_id = e.partnership_id AND k.id = e.data_key_id
  JOIN accounts a ON a.id = e.account_id
  JOIN agencies g ON g.partnership_id = e.partnership_id AND g.id = e.agency_id
  LEFT JOIN cases c ON c.partnership_id = e.partnership_id AND c.id = e.case_id
  LEFT JOIN accounts b ON b.id = e.ended_by
  LEFT JOIN accounts r ON r.id = e.reviewed_by
  WHERE e.partnership_id = app.partnership_id()`

const opened = (vault: Vault, row: Row): EmergencyAccess =>
  openListed(vault, keyed(row), { reason: 'reason', told: 'words', words: 'words' })

/** Newest first; as far as the actor may see them. `after`: where the page before ended. */
export async function emergencyAccesses(
  tx: Tx,
  vault: Vault,
  { after, limit }: { after: Position | null; limit: number },
): Promise<EmergencyAccess[]> {
  const { rows } = await tx.$client.query<Row>({
    name: `emergency-accesses ${after ? 'after' : ''}`,
    text: `${select} ${after ? 'AND (e.at, e.id) < ($2, $3)' : ''} ORDER BY e.at DESC, e.id DESC LIMIT $1`,
    values: [limit, ...(after ?? [])],
  })
  return rows.map((row) => opened(vault, row))
}

/** What waits for the actor: her own that is open or not told of; and those that her office looks at. `forChair`: null where she looks at none. */
export async function waitingAccesses(
  tx: Tx,
  vault: Vault,
  forChair: boolean | null,
  limit: number,
): Promise<EmergencyAccess[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'waiting-emergency-accesses',
    text: `${select} AND e.opened_at IS NOT NULL AND e.reviewed_at IS NULL AND CASE WHEN e.account_id = app.account_id()
        THEN e.until_at > app.moment() OR e.told_at IS NULL ELSE e.for_chair = $1 END
      ORDER BY e.review_due_at, e.id LIMIT $2`,
    values: [forChair, limit],
  })
  return rows.map((row) => opened(vault, row))
}

/** @throws Refusal not_found, where it is neither hers nor hers to look at */
export async function emergencyAccess(tx: Tx, vault: Vault, id: string): Promise<EmergencyAccess> {
  return opened(vault.strict, await accessRow(tx, id))
}

async function accessRow(tx: Tx, id: string): Promise<Row> {
  const { rows } = await tx.$client.query<Row>({
    name: 'emergency-access',
    text: `${select} AND e.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return row
}

/** The case behind a reference, whoever has a grant on it (ACC-7). */
export async function caseByReference(
  tx: Tx,
  references: readonly string[],
): Promise<{ id: string; key: WrappedKey } | null> {
  const { rows } = await tx.$client.query<{ id: string } & UnderKey>({
    name: 'case-by-reference',
    text: 'SELECT id, data_key_id AS "keyId", wrapped FROM unnest($1::text[]) AS r (reference) CROSS JOIN LATERAL app.case_by_reference(r.reference) LIMIT 2',
    values: [references],
  })
  const [row, another] = rows
  // Where a last part is two cases', neither is guessed at.
  return row && !another ? keyed(row) : null
}

interface Asked {
  caseId: string
  key: WrappedKey
  accountId: string
  agencyId: string
  reason: string
  forChair: boolean
  now: string
}

/** The reason is on record before anything is said of the case. */
export async function writeAsked(tx: Tx, vault: Vault, asked: Asked): Promise<string> {
  const id = newId()
  const { caseId, key, accountId, agencyId, reason, forChair, now } = asked
  await tx.$client.query({
    name: 'ask-emergency-access',
    text: `INSERT INTO emergency_accesses (id, case_id, account_id, agency_id, data_key_id, reason, at, for_chair)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [id, caseId, accountId, agencyId, key.id, vault.seal(key, 'reason', reason), now, forChair],
  })
  return id
}

type LimitRow = Omit<LimitMet, 'words'> & UnderKey & { words: Sealed<string> }

/** ACC-8: what she refuses that bears on who asks. Her words about an agency, or somebody, are never shown to them. */
async function limitsMet(tx: Tx, vault: Vault, accessId: string): Promise<LimitMet[]> {
  const { rows } = await tx.$client.query<LimitRow>({
    name: 'limits-met',
    text: `SELECT kind, purpose, words, said_on AS "saidOn", passed, data_key_id AS "keyId", wrapped FROM app.limits_met($1)`,
    values: [accessId],
  })
  const limits = rows.map((row) => {
    const { words, ...limit } = openListed(vault, keyed(row), { words: 'limit' })
    return { ...limit, words: (!isAboutThem(limit) && words) || null }
  })
  // Whom she refuses before what, and what is not passed before what is: by it the case is barred.
  const told = limits.toSorted(
    (one, other) => weightOf(one) - weightOf(other) || other.saidOn.localeCompare(one.saidOn),
  )
  return told
    .filter((one, at) => told.findIndex((other) => saysTheSame(one, other)) === at)
    .slice(0, limitsAtMost)
}

/** ACC-6: said on several of her files it is told once, as it was said last: twice, it would tell who asked that there are two. */
const saysTheSame = (one: LimitMet, other: LimitMet): boolean =>
  one.kind === other.kind && one.purpose === other.purpose && one.words === other.words

const weightOf = (limit: LimitMet): number => (isAboutThem(limit) ? Number(limit.passed) : 2)

const isAboutThem = ({ kind }: Pick<LimitMet, 'kind'>): boolean => kind === 'agency' || kind === 'worker'

/** CON-3: whether she took back her consent, and nothing stands in its place. */
async function withdrawalMet(tx: Tx, accessId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ met: boolean }>({
    name: 'withdrawal-met',
    text: 'SELECT app.withdrawal_met($1) AS met',
    values: [accessId],
  })
  return rows[0]?.met === true
}

/** ACC-8: what she refuses that bears on it, and what bars it; null where that is not told to who reads it (app.told_limits). */
export async function bearingOn(
  tx: Tx,
  vault: Vault,
  accessId: string,
): Promise<EmergencyAccessInFull['bearing']> {
  const { rows } = await tx.$client.query<{ told: boolean }>({
    name: 'told-limits',
    text: 'SELECT app.told_limits(e) AS told FROM emergency_accesses e WHERE e.partnership_id = app.partnership_id() AND e.id = $1',
    values: [accessId],
  })
  if (!rows[0]?.told) return null
  const limits = await limitsMet(tx, vault, accessId)
  return { limits, bar: barOf(limits, await withdrawalMet(tx, accessId)) }
}

/** The key under which what is said of it is sealed. */
export async function keyOfAccess(tx: Tx, id: string): Promise<WrappedKey> {
  return keyed(await accessRow(tx, id)).key
}

/** Opens the case to who asked, and says until when. @throws what Postgres says of limits and withdrawal (http/problems.ts) */
export async function openAccess(tx: Tx, id: string, reviewDueAt: string): Promise<string> {
  const { rows } = await tx.$client.query<{ until: string }>({
    name: 'open-emergency-access',
    text: 'SELECT app.open_emergency_access($1, $2, $3) AS until',
    values: [id, newId(), reviewDueAt],
  })
  const [row] = rows
  if (!row) throw new Error('an emergency access without an end')
  return row.until
}

/** @throws Refusal emergency_access.ended */
export async function endAccess(tx: Tx, id: string): Promise<void> {
  const { rows } = await tx.$client.query<{ ended: boolean }>({
    name: 'end-emergency-access',
    text: 'SELECT app.end_emergency_access($1) AS ended',
    values: [id],
  })
  if (!rows[0]?.ended) throw new Refusal('emergency_access.ended')
}

/** @throws Refusal emergency_access.not_over, where somebody looked at it meanwhile */
export async function writeTold(tx: Tx, id: string, told: Buffer, now: string): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'tell-emergency-access',
    text: `UPDATE emergency_accesses SET told = $2, told_at = $3, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1 AND reviewed_at IS NULL`,
    values: [id, told, now],
  })
  if (!rowCount) throw new Refusal('emergency_access.not_over')
}

interface Review {
  finding: EmergencyFinding
  words: Buffer
  accountId: string
  now: string
}

/** @throws Refusal emergency_access.not_over, where somebody else did meanwhile */
export async function writeReview(
  tx: Tx,
  id: string,
  { finding, words, accountId, now }: Review,
): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'review-emergency-access',
    text: `UPDATE emergency_accesses SET finding = $2, words = $3, reviewed_by = $4, reviewed_at = $5, version = version + 1
      WHERE partnership_id = app.partnership_id() AND id = $1 AND reviewed_at IS NULL`,
    values: [id, finding, words, accountId, now],
  })
  if (!rowCount) throw new Refusal('emergency_access.not_over')
}
