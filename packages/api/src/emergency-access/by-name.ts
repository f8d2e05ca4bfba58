import type { EmergencyRequest, EmergencyRequestInFull } from '@alongside/shared/emergency-access/contract'
import { answerByNameBy, asksAnHour, byNameLapsesAt } from '@alongside/shared/emergency-access/rules'
import { Refusal } from '@alongside/shared/problems'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { openListed, openRow, type Sealed } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'

export interface About {
  name: string
  dateOfBirth?: string | null | undefined
  yearOfBirth?: number | null | undefined
  reason: string
}
interface Row extends Omit<EmergencyRequest, keyof About | 'dueAt' | 'lapsesAt'> {
  agencyId: string
  answeredByMe: boolean
  about: Sealed<About>
}

/** What was asked, as its row has it, and whether it was the reader who answered. */
export type Asked = EmergencyRequest & Pick<Row, 'agencyId' | 'answeredByMe'>

/** Who is meant may have no file, and so no key: sealed apart from the database under the partnership's own. */
const keyOf = (vault: Vault, partnershipId: string) => vault.ownKey(`emergency requests ${partnershipId}`)

const select = `SELECT r.id, r.version, r.account_id AS "accountId", a.name AS "accountName", r.agency_id AS "agencyId", g.name AS "agencyName",
    r.about, r.at, r.answered_at AS "answeredAt", coalesce(r.answered_by = app.account_id(), false) AS "answeredByMe",
    coalesce(r.answered_by = app.account_id(), false) AND r.emergency_access_id IS NOT NULL AS "givenByMe",
    -- HRM-1: none where the file was closed to who asked since it was given.
    (SELECT e.id FROM emergency_accesses e WHERE e.partnership_id = r.partnership_id AND e.id = r.emergency_access_id) AS "accessId"
  FROM emergency_requests r
  JOIN accounts a ON a.id = r.account_id
  JOIN agencies g ON g.partnership_id = r.partnership_id AND g.id = r.agency_id
  WHERE r.partnership_id = app.partnership_id()`

function opened(vault: Vault, partnershipId: string, row: Row): Asked {
  const { about, ...request } = openListed(
    vault,
    { ...row, key: keyOf(vault, partnershipId) },
    { about: 'about' },
    { about: { name: cannotBeRead, reason: cannotBeRead } },
  )
  const { dateOfBirth = null, yearOfBirth = null, ...more } = about
  const clock = { dueAt: answerByNameBy(request.at), lapsesAt: byNameLapsesAt(request.at) }
  return { ...request, ...more, dateOfBirth, yearOfBirth, ...clock }
}

/** Of the rows that the policies show: hers, hers to answer, or, where she is on call, perhaps so. @throws Refusal not_found */
export async function requestByName(tx: Tx, vault: Vault, partnershipId: string, id: string): Promise<Asked> {
  const { rows } = await tx.$client.query<Row>({
    name: 'emergency-request',
    text: `${select} AND r.id = $1`,
    values: [id],
  })
  const [row] = rows
  if (!row) throw new Refusal('not_found')
  return opened(vault.strict, partnershipId, row)
}

/** What nobody has answered, and still can: of others than who reads. */
export async function openRequests(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  { now, limit }: { now: string; limit: number },
): Promise<Asked[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'waiting-emergency-requests',
    text: `${select} AND r.answered_at IS NULL AND r.account_id <> app.account_id() ORDER BY r.at, r.id LIMIT $1`,
    values: [limit],
  })
  return rows
    .map((row) => opened(vault, partnershipId, row))
    .filter(({ lapsesAt }) => Date.parse(now) < Date.parse(lapsesAt))
}

/** What was asked, for a job that looks for who may be meant. */
export async function askedIn(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  id: string,
): Promise<About | null> {
  const { rows } = await tx.$client.query<{ about: Sealed<About> }>(
    'SELECT r.about FROM emergency_requests r WHERE r.partnership_id = app.partnership_id() AND r.id = $1',
    [id],
  )
  return rows[0]
    ? openRow(vault, { ...rows[0], key: keyOf(vault, partnershipId) }, { about: 'about' }).about
    : null
}

/** ACC-8: which of these files her no, or her withdrawal, keeps from who asked; to who may answer, of those that she sees. */
export async function barredFor(
  tx: Tx,
  requestId: string,
  caseIds: readonly string[],
): Promise<EmergencyRequestInFull['barred']> {
  if (caseIds.length === 0) return []
  const { rows } = await tx.$client.query<EmergencyRequestInFull['barred'][number]>({
    name: 'barred-by-name',
    text: `SELECT c.id AS "caseId", b.bar FROM unnest($2::uuid[]) AS c (id) CROSS JOIN LATERAL app.bar_of_request($1, c.id) AS b (bar)
      WHERE b.bar IS NOT NULL ORDER BY c.id`,
    values: [requestId, caseIds],
  })
  return rows
}

interface Asking {
  about: About
  accountId: string
  agencyId: string
  partnershipId: string
  forChair: boolean
  now: string
}

/** @throws Refusal request.too_many */
export async function writeRequest(tx: Tx, vault: Vault, asked: Asking): Promise<string> {
  const { about, accountId, agencyId, partnershipId, forChair, now } = asked
  // One after the other: of all that are asked at once each counts those before it.
  await tx.$client.query({
    name: 'ask-by-name-in-turn',
    text: `SELECT pg_advisory_xact_lock(hashtextextended('asked by name ' || app.partnership_id() || $1::uuid, 0))`,
    values: [accountId],
  })
  const { rows } = await tx.$client.query<{ asked: number }>({
    name: 'emergency-requests-of-hour',
    text: `SELECT count(*)::int AS asked FROM emergency_requests
      WHERE partnership_id = app.partnership_id() AND account_id = $1 AND at > app.moment() - interval '1 hour'`,
    values: [accountId],
  })
  if ((rows[0]?.asked ?? 0) >= asksAnHour)
    throw new Refusal('request.too_many', [], { retryAfterSeconds: 3600 })
  const id = newId()
  await tx.$client.query({
    name: 'ask-by-name',
    text: 'INSERT INTO emergency_requests (id, account_id, agency_id, about, at, for_chair) VALUES ($1, $2, $3, $4, $5, $6)',
    values: [id, accountId, agencyId, vault.seal(keyOf(vault, partnershipId), 'about', about), now, forChair],
  })
  return id
}

/** The file that is meant, or none. @throws Refusal emergency_access.answered, and what Postgres says of limits */
export async function writeAnswer(
  tx: Tx,
  requestId: string,
  given: { caseId: string; reason: Buffer } | null,
): Promise<void> {
  const { rows } = await tx.$client.query<{ answered: boolean }>({
    name: 'answer-by-name',
    text: 'SELECT app.answer_emergency_request($1, $2, $3, $4) AS answered',
    values: [requestId, given?.caseId ?? null, newId(), given?.reason ?? null],
  })
  if (!rows[0]?.answered) throw new Refusal('emergency_access.answered')
}
