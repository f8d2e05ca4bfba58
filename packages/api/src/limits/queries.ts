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
import { Refusal } from '@alongside/shared/problems'
import { placeInForce } from '../access/visibility.ts'
import type { CaseFile } from '../cases/case-file.ts'
import { filesOfPerson } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { keyed, openRow, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface LimitRow extends Omit<Limit, 'words' | 'liftedWords' | 'promisedBy'>, UnderKey {
  words: Sealed<string>
  liftedWords: Sealed<string> | null
  promisedById: string
  promisedByName: string
}

/** ACC-8: what she refuses, on whichever of her files that the reader sees she said it: what stands first, newest first. */
export async function readLimits(tx: Tx, vault: Vault, caseId: string): Promise<Limit[]> {
  const { rows } = await tx.$client.query<LimitRow>({
    name: 'limits-of-person',
    text: `SELECT l.id, l.case_id AS "caseId", c.reference AS "caseReference", l.kind, l.agency_id AS "agencyId", y.name AS "agencyName",
        l.account_id AS "accountId", w.name AS "accountName", l.purpose, l.words,
        app.is_of(l.agency_id) AS own, l.said_on AS "saidOn", l.recorded_at AS "recordedAt",
        coalesce(a.name, 'Alongside') AS "recordedBy", p.id AS "promisedById", p.name AS "promisedByName",
        l.confirmed_at AS "confirmedAt", l.lifted_at AS "liftedAt", f.name AS "liftedBy", l.lifted_words AS "liftedWords",
        k.id AS "keyId", k.wrapped
      FROM limits l
      JOIN cases c ON c.partnership_id = l.partnership_id AND c.id = l.case_id
      JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
      JOIN agencies p ON p.partnership_id = l.partnership_id AND p.id = l.promised_by
      LEFT JOIN agencies y ON y.partnership_id = l.partnership_id AND y.id = l.agency_id
      LEFT JOIN accounts w ON w.id = l.account_id
      LEFT JOIN accounts a ON a.id = l.recorded_by
      LEFT JOIN accounts f ON f.id = l.lifted_by
      WHERE l.partnership_id = app.partnership_id() AND (l.case_id = $1 OR l.case_id = ANY (${filesOfPerson('$1')}))
      ORDER BY l.lifted_at IS NULL DESC, l.recorded_at DESC, l.id DESC LIMIT 200`,
    values: [caseId],
  })
  return rows.map((row) => {
    const { promisedById, promisedByName, liftedWords, ...limit } = openRow(vault, keyed(row), {
      words: 'limit',
      liftedWords: 'limit',
    })
    return {
      ...limit,
      liftedWords,
      promisedBy: { agencyId: promisedById, agencyName: promisedByName },
    }
  })
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
  confirmed: string[]
}

/** `standing`: as far as who records it sees her limits. */
export function planLimits(said: readonly NewLimit[], standing: readonly Limit[]): LimitsPlan {
  const known = standing.filter((limit) => isStanding(limit) && said.some((one) => isSame(one, limit)))
  return {
    added: said
      .filter((one) => !known.some((limit) => isSame(one, limit)))
      .map((one) => ({ id: newId(), ...one })),
    confirmed: known.map(({ id }) => id),
  }
}

/** She was asked again, and they stand. */
export async function confirmLimits(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  await tx.$client.query({
    name: 'confirm-limits',
    text: 'UPDATE limits SET confirmed_at = $2 WHERE partnership_id = app.partnership_id() AND id = ANY ($1)',
    values: [ids, now],
  })
}

/** Keeps what she refuses. From the next statement on it holds in the grants of all her files, whoever may see them. */
export async function writeLimits(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { added, confirmed }: LimitsPlan,
  { caseId, consentId = null, accountId, agencyId, now }: Saying,
): Promise<void> {
  if (confirmed.length) await confirmLimits(tx, confirmed, now)
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

/**
 * She lifts them: what had ended stays ended, what was narrowed is whole again. `words`: sealed, or null where a consent says it.
 * Gives those that it lifted: none to an agency that sees its own record alone.
 */
export async function writeLifting(
  tx: Tx,
  ids: readonly string[],
  { accountId, now, words }: { accountId: string; now: string; words: Buffer | null },
): Promise<string[]> {
  if (!ids.length) return []
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'lift-limits',
    text: `UPDATE limits SET lifted_at = $2, lifted_by = $3, lifted_words = $4
      WHERE partnership_id = app.partnership_id() AND id = ANY ($1) AND lifted_at IS NULL AND app.sees_case(case_id)
      RETURNING id`,
    values: [ids, now, accountId, words],
  })
  return rows.map(({ id }) => id)
}

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
