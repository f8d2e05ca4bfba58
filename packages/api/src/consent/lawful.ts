import { isDeepStrictEqual } from 'node:util'
import { purposesVersion } from '@alongside/shared/consent/lawful'
import type { LawfulAnswers, LawfulBasis } from '@alongside/shared/consent/lawful-schema'
import { cannotBeRead } from '@alongside/shared/unreadable'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { openListed, type Sealed } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'
import type { Opened } from './queries.ts'

/** As it is sealed. */
type Kept = Pick<LawfulBasis, 'because' | 'words' | 'say'>

/** CON-6: on what sharing rests in law, agency by agency and purpose by purpose; of each the newest that was confirmed. */
export async function readLawfulBases(tx: Tx, vault: Vault, caseId: string): Promise<Opened<LawfulBasis[]>> {
  const { rows } = await tx.$client.query<Omit<LawfulBasis, keyof Kept> & { record: Sealed<Kept> }>({
    name: 'lawful-bases-of-case',
    text: `SELECT DISTINCT ON (y.name, l.to_agency_id, l.purpose) l.id, l.to_agency_id AS "agencyId", y.name AS "agencyName", l.purpose, l.record,
        l.catalogue_version AS "catalogueVersion", l.confirmed_at AS "confirmedAt", coalesce(a.name, 'Alongside') AS "confirmedBy"
      FROM lawful_bases l JOIN agencies y ON y.partnership_id = l.partnership_id AND y.id = l.to_agency_id
      LEFT JOIN accounts a ON a.id = l.confirmed_by
      WHERE l.partnership_id = app.partnership_id() AND l.case_id = $1
      ORDER BY y.name, l.to_agency_id, l.purpose, l.confirmed_at DESC, l.id DESC LIMIT 200`,
    values: [caseId],
  })
  return (key) =>
    rows.map((row) => {
      const { record, ...basis } = openListed(
        vault,
        { ...row, key },
        { record: 'lawful basis' },
        { record: { because: cannotBeRead, words: cannotBeRead, say: null } },
      )
      return { ...basis, ...record, say: record.say ?? null }
    })
}

interface Confirming {
  caseId: string
  key: WrappedKey
  accountId: string
  now: string
  /** The form comes again: what it says as before is not confirmed twice. */
  again: boolean
}

/** Keeps what was confirmed of a form's bases. */
export async function writeLawfulBases(
  tx: Tx,
  vault: Vault,
  lawful: readonly LawfulAnswers[],
  { caseId, key, accountId, now, again }: Confirming,
): Promise<void> {
  if (lawful.length === 0) return
  const standing = again ? (await readLawfulBases(tx, vault, caseId))(key) : []
  const rows = lawful
    .map(
      ({
        agencyId,
        purpose,
        because = '',
        words = '',
        say = null,
      }: Omit<LawfulAnswers, 'say'> & { say?: LawfulBasis['say'] }) => ({
        agencyId,
        purpose,
        kept: { because, words, say },
      }),
    )
    .filter(({ agencyId, purpose, kept }) =>
      standing.every(
        (one) =>
          one.agencyId !== agencyId ||
          one.purpose !== purpose ||
          !isDeepStrictEqual({ because: one.because, words: one.words, say: one.say }, kept),
      ),
    )
    .map(({ kept, ...row }) => ({
      ...row,
      id: newId(),
      record: vault.seal(key, 'lawful basis', kept).toString('hex'),
    }))
  if (rows.length === 0) return
  await tx.$client.query({
    name: 'write-lawful-bases',
    text: `INSERT INTO lawful_bases (id, case_id, to_agency_id, purpose, record, catalogue_version, confirmed_at, confirmed_by)
      SELECT r.id, $1, r."agencyId", r.purpose, decode(r.record, 'hex'), $3, $4, $5
        FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, "agencyId" uuid, purpose text, record text)`,
    values: [caseId, JSON.stringify(rows), purposesVersion, now, accountId],
  })
}
