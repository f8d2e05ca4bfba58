import { isSame, isStanding, type NewLimit } from '@alongside/shared/limits/rules'
import type { Limit } from '@alongside/shared/limits/schema'
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

/** Every file of the person of `$1` that the reader sees. */
const filesOfHers = `SELECT $1::uuid UNION SELECT app.goes_on_as($1) UNION SELECT j.joined_case_id FROM joined_files j
  WHERE j.partnership_id = app.partnership_id() AND j.case_id = app.goes_on_as($1) AND j.undone_at IS NULL`

/** ACC-8: what she refuses, on whichever of her files that the reader sees she said it: what stands first, newest first. */
export async function readLimits(tx: Tx, vault: Vault, caseId: string): Promise<Limit[]> {
  const { rows } = await tx.$client.query<LimitRow>({
    name: 'limits-of-person',
    text: `SELECT l.id, l.case_id AS "caseId", c.reference AS "caseReference", l.kind, l.agency_id AS "agencyId", y.name AS "agencyName",
        l.account_id AS "accountId", w.name AS "accountName", l.purpose, l.words, l.said_on AS "saidOn", l.recorded_at AS "recordedAt",
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
      WHERE l.partnership_id = app.partnership_id() AND l.case_id IN (${filesOfHers})
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

/**
 * Keeps what she refuses. What stands already, as far as `standing` says so, is confirmed instead of being kept twice. From the next
 * statement on it holds in the grants of all her files, whoever may see them. Gives the ids of what is new.
 */
export async function writeLimits(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  said: readonly NewLimit[],
  { caseId, consentId = null, accountId, agencyId, now }: Saying,
  standing: readonly Limit[] = [],
): Promise<string[]> {
  const known = standing.filter((limit) => isStanding(limit) && said.some((one) => isSame(one, limit)))
  const added = said
    .filter((one) => !known.some((limit) => isSame(one, limit)))
    .map((one) => ({ id: newId(), ...one, words: vault.seal(key, 'limit', one.words).toString('hex') }))
  if (known.length)
    await tx.$client.query({
      name: 'confirm-limits',
      text: `UPDATE limits SET confirmed_at = $2 WHERE partnership_id = app.partnership_id() AND id = ANY ($1)`,
      values: [known.map(({ id }) => id), now],
    })
  if (added.length)
    await tx.$client.query({
      name: 'write-limits',
      text: `INSERT INTO limits (id, case_id, kind, agency_id, account_id, purpose, words, consent_id, said_on, recorded_at, recorded_by, promised_by)
        SELECT l.id, $1, l.kind, l."agencyId", l."accountId", l.purpose, decode(l.words, 'hex'), $3, l."saidOn", $4, $5, $6
        FROM jsonb_to_recordset($2::jsonb) AS l(id uuid, kind text, "agencyId" uuid, "accountId" uuid, purpose text, words text, "saidOn" date)`,
      values: [caseId, JSON.stringify(added), consentId, now, accountId, agencyId],
    })
  return added.map(({ id }) => id)
}
