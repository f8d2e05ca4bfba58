import type { Basis } from '@alongside/shared/access'
import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import {
  isSame,
  isStanding,
  type NewLimit,
  whyNotRecordConsent,
  whyNotRecordSay,
  whyNotShare,
} from '@alongside/shared/limits/rules'
import type { Contradiction, Limit } from '@alongside/shared/limits/schema'
import { limitsAtMost } from '@alongside/shared/limits/values'
import { Refusal } from '@alongside/shared/problems'
import { placeInForce } from '../access/visibility.ts'
import type { CaseFile } from '../cases/case-file.ts'
import { filesOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface LimitRow extends Omit<Limit, 'words' | 'liftedWords' | 'promisedBy'>, UnderKey {
  words: Sealed<string>
  liftedWords: Sealed<string> | null
  promisedById: string
  promisedByName: string
}

/** ACC-8: what she refuses, on whichever of her files that the reader sees she said it: what stands first, newest first. */
export const readLimits = async (tx: Tx, vault: Vault, caseId: string): Promise<Limit[]> =>
  (await readLimitsOf(tx, vault, [caseId])).get(caseId) ?? []

/** The same of many people at once, by the file that was asked for. */
export async function readLimitsOf(
  tx: Tx,
  vault: Vault,
  caseIds: readonly string[],
): Promise<Map<string, Limit[]>> {
  const limits = new Map(caseIds.map((id) => [id, [] as Limit[]]))
  if (limits.size === 0) return limits
  const { rows } = await tx.$client.query<LimitRow & { of: string }>({
    name: 'limits-of-people',
    text: `SELECT q.id AS of, n.* FROM unnest($1::uuid[]) AS q (id) CROSS JOIN LATERAL (
      SELECT l.id, l.case_id AS "caseId", c.reference AS "caseReference", l.kind, l.agency_id AS "agencyId", y.name AS "agencyName",
        l.account_id AS "accountId", w.name AS "accountName", l.purpose, l.words,
        app.is_of(l.agency_id) AS own, l.reaches IS NOT NULL AS doubted, l.said_on AS "saidOn", l.recorded_at AS "recordedAt",
        coalesce(a.name, 'Alongside') AS "recordedBy", p.id AS "promisedById", p.name AS "promisedByName",
        l.confirmed_at AS "confirmedAt", l.lifted_at AS "liftedAt", h.name AS "liftedBy", l.lifted_words AS "liftedWords",
        k.id AS "keyId", k.wrapped
      FROM limits l
      JOIN cases c ON c.partnership_id = l.partnership_id AND c.id = l.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      JOIN agencies p ON p.partnership_id = l.partnership_id AND p.id = l.promised_by
      LEFT JOIN agencies y ON y.partnership_id = l.partnership_id AND y.id = l.agency_id
      LEFT JOIN accounts w ON w.id = l.account_id
      LEFT JOIN accounts a ON a.id = l.recorded_by
      LEFT JOIN accounts h ON h.id = l.lifted_by
      WHERE l.partnership_id = app.partnership_id() AND (l.case_id = q.id OR l.case_id = ANY (${filesOfPerson('q.id')}))
      ORDER BY l.lifted_at IS NULL DESC, l.recorded_at DESC, l.id DESC LIMIT ${limitsAtMost}) n
      ORDER BY n."liftedAt" IS NULL DESC, n."recordedAt" DESC, n.id DESC`,
    values: [[...limits.keys()]],
  })
  for (const { of, ...row } of rows) {
    const { promisedById, promisedByName, liftedWords, ...limit } = openListed(vault, keyed(row), {
      words: 'limit',
      liftedWords: 'limit',
    })
    const promisedBy = { agencyId: promisedById, agencyName: promisedByName }
    limits.get(of)?.push({ ...limit, liftedWords, promisedBy })
  }
  return limits
}

interface Saying {
  caseId: string
  consentId?: string | null
  accountId: string
  /** The agency that gives her the promise. */
  agencyId: string
  now: string
}

/** What of it is new, and what stands already and is confirmed. */
export interface LimitsPlan {
  added: (NewLimit & { id: string })[]
  confirmed: Pick<Limit, 'id' | 'caseId'>[]
  /** What stands, and is not confirmed by who records it: she refused their own agency. */
  unconfirmed: string[]
}

/** `standing`: as far as who records it sees her limits. */
export function planLimits(said: readonly NewLimit[], standing: readonly Limit[]): LimitsPlan {
  const known = standing.filter((limit) => isStanding(limit) && said.some((one) => isSame(one, limit)))
  return {
    added: said
      .filter((one) => !known.some((limit) => isSame(one, limit)))
      .map((one) => ({ id: newId(), ...one })),
    confirmed: known.flatMap(({ id, caseId, own }) => (own ? [] : { id, caseId })),
    unconfirmed: known.flatMap(({ id, own }) => (own ? id : [])),
  }
}

/**
 * She was asked again, and they stand: in the history of each file on which she had said it (REF-11), with her words where they were
 * said by themselves, sealed under that file's key.
 */
export async function confirmLimits(
  tx: Tx,
  limits: readonly Pick<Limit, 'id' | 'caseId'>[],
  { accountId, agencyId, now }: { accountId: string; agencyId: string; now: string },
  reasons: ReadonlyMap<string, Buffer> = new Map(),
): Promise<void> {
  const each = limits.map(({ id }) => ({
    id,
    entry: newId(),
    reason: reasons.get(id)?.toString('hex') ?? null,
  }))
  await tx.$client.query({
    name: 'confirm-limits',
    text: `WITH confirmed AS (UPDATE limits l SET confirmed_at = $2
          FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, entry uuid, reason text)
        WHERE l.partnership_id = app.partnership_id() AND l.id = s.id RETURNING l.id, l.case_id, s.entry, s.reason)
      INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, reason, at, account_id, agency_id)
        SELECT c.entry, c.case_id, 'limit', c.id, 'state', 'stands', 'confirmed', decode(c.reason, 'hex'), $2, $3, $4 FROM confirmed c
        WHERE app.sees_own_record(c.case_id)`,
    values: [JSON.stringify(each), now, accountId, agencyId],
  })
}

/** Keeps what she refuses. From the next statement on it holds in the grants of all her files, whoever may see them. */
export async function writeLimits(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { added, confirmed }: LimitsPlan,
  { caseId, consentId = null, accountId, agencyId, now }: Saying,
  reasons?: ReadonlyMap<string, Buffer>,
): Promise<void> {
  if (confirmed.length) await confirmLimits(tx, confirmed, { accountId, agencyId, now }, reasons)
  if (!added.length) return
  const sealed = added.map((one) => ({
    ...one,
    words: vault.seal(key, 'limit', one.words).toString('hex'),
  }))
  await tx.$client.query({
    name: 'write-limits',
    text: `INSERT INTO limits (id, case_id, kind, agency_id, account_id, purpose, words, consent_id, said_on, recorded_at, recorded_by, promised_by)
      SELECT l.id, $1, l.kind, l."agencyId", l."accountId", l.purpose, decode(l.words, 'hex'), $3, l."saidOn", $4, $5, $6
      FROM jsonb_to_recordset($2::jsonb) AS l(id uuid, kind text, "agencyId" uuid, "accountId" uuid, purpose text, words text, "saidOn" date)`,
    values: [caseId, JSON.stringify(sealed), consentId, now, accountId, agencyId],
  })
}

/** Of each limit that she lifts by itself, her words and why, sealed under the key of its own file; none where a consent says it. */
export type Lifting = Map<string, { words: Buffer; reason: Buffer } | null>

/**
 * She lifts them: what had ended stays ended, what was narrowed is whole again. It stands in the history of each file on which
 * she had said it (REF-11). Gives those that it lifted: to an agency that sees its own record alone none with a
 * consent; `byItself`, those that it took from her, and to who settles it one on a file that is not theirs to see.
 * @throws DatabaseError AL405, which is session.step_up_needed, without a proof (IDN-5)
 */
export async function writeLifting(
  tx: Tx,
  lifts: Lifting,
  { accountId, agencyId, now }: { accountId: string; agencyId: string; now: string },
  byItself = false,
): Promise<Pick<Limit, 'id' | 'caseId'>[]> {
  if (lifts.size === 0) return []
  const each = [...lifts].map(([id, said]) => ({
    id,
    entry: newId(),
    words: said?.words.toString('hex') ?? null,
    reason: said?.reason.toString('hex') ?? null,
  }))
  const { rows } = await tx.$client.query<Pick<Limit, 'id' | 'caseId'>>({
    name: 'lift-limits',
    text: `WITH said AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS s(id uuid, entry uuid, words text, reason text)),
      lifted AS (UPDATE limits l SET lifted_at = $2, lifted_by = $3, lifted_words = decode(s.words, 'hex') FROM said s
        WHERE l.partnership_id = app.partnership_id() AND l.id = s.id AND l.lifted_at IS NULL AND CASE WHEN $5 THEN app.may_lift(l.case_id, l.promised_by) ELSE app.sees_case(l.case_id) END
        RETURNING l.id, l.case_id, s.entry, s.reason),
      written AS (INSERT INTO history (id, case_id, subject, subject_id, field, old_value, new_value, reason, at, account_id, agency_id)
        SELECT l.entry, l.case_id, 'limit', l.id, 'state', 'stands', 'lifted', decode(l.reason, 'hex'), $2, $3, $4 FROM lifted l WHERE app.sees_own_record(l.case_id))
      SELECT id, case_id AS "caseId" FROM lifted`,
    values: [JSON.stringify(each), now, accountId, agencyId, byItself],
  })
  return rows
}

/** Those that a consent lifts say nothing of their own. */
export const liftedBy = ({ lifts = [] }: ConsentAnswers): Lifting => new Map(lifts.map((id) => [id, null]))

/** ACC-8: records that name an agency that she refuses, for who coordinates, until somebody settles it; the oldest first. */
export async function readContradictions(tx: Tx, limit: number): Promise<Contradiction[]> {
  const { rows } = await tx.$client.query<Contradiction>({
    name: 'contradictions',
    text: `SELECT w.case_id AS "caseId", c.reference AS "caseReference", w.agency_id AS "agencyId", y.name AS "agencyName", w.record, w.at
      FROM app.contradictions() w
      JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = w.case_id
      JOIN agencies y ON y.partnership_id = c.partnership_id AND y.id = w.agency_id
      ORDER BY w.at, c.reference, y.name LIMIT $1`,
    values: [limit],
  })
  return rows
}

/** The file on which a limit was said that the actor may see, or null. */
export async function caseOfLimit(tx: Tx, limitId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ caseId: string }>({
    name: 'case-of-limit',
    text: `SELECT case_id AS "caseId" FROM limits WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [limitId],
  })
  return rows[0]?.caseId ?? null
}

/** The bases on which the actor sees the case, or what her agency made itself in it. */
export async function myBases(tx: Tx, caseId: string): Promise<Basis[]> {
  const { rows } = await tx.$client.query<{ basis: Basis }>({
    name: 'my-bases',
    text: 'SELECT DISTINCT basis FROM app.grants_to_own_record(app.partnership_id(), $1)',
    values: [caseId],
  })
  return rows.map(({ basis }) => basis)
}

type Seen = Pick<CaseFile, 'id' | 'refusedHere'>

/** Who opened the case in an emergency alone does not record what she says. @throws Refusal consent.emergency */
export async function mayRecordSay(tx: Tx, caseId: string): Promise<void> {
  const refused = whyNotRecordSay(await myBases(tx, caseId))
  if (refused) throw new Refusal(refused)
}

/** ACC-8: nor does an agency let others in to a file on which she refused it. @throws Refusal consent.emergency · consent.own_record */
export async function mayShare(tx: Tx, { id, refusedHere }: Seen): Promise<void> {
  const refused = whyNotShare({ myBases: await myBases(tx, id), refusedHere })
  if (refused) throw new Refusal(refused)
}

/** CON-1: an agreement is recorded by who took it, or by who is near her. @throws Refusal consent.emergency · consent.own_record · consent.not_taken */
export async function mayRecordConsent(
  tx: Tx,
  { id, refusedHere }: Seen,
  consent: ConsentAnswers,
): Promise<void> {
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'my-name',
    text: 'SELECT name FROM accounts WHERE id = app.account_id()',
  })
  const refused = whyNotRecordConsent(
    { myBases: await myBases(tx, id), refusedHere },
    consent,
    rows[0]?.name ?? '',
  )
  if (refused) throw new Refusal(refused)
}

/** Whether that person has a place in that agency. */
export async function worksAt(tx: Tx, accountId: string, agencyId: string): Promise<boolean> {
  const { rows } = await tx.$client.query({
    name: 'works-at',
    text: `SELECT 1 FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.account_id = $1 AND m.agency_id = $2
      AND ${placeInForce('app.moment()')} LIMIT 1`,
    values: [accountId, agencyId],
  })
  return rows.length > 0
}
