import type { Role } from '@alongside/shared/access'
import type { Exclusion } from '@alongside/shared/exclusions/schema'
import type { ExclusionReason, ExclusionReview } from '@alongside/shared/exclusions/values'
import { Refusal } from '@alongside/shared/problems'
import { placeInForce } from '../access/visibility.ts'
import { filesOfPerson } from '../cases/joining.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault, WrappedKey } from '../vault.ts'

interface ExclusionRow extends Omit<Exclusion, 'words' | 'reviewed' | 'ended'>, UnderKey {
  words: Sealed<string> | null
  reviewedAt: string | null
  reviewedBy: string | null
  review: ExclusionReview | null
  reviewWords: Sealed<string> | null
  endedAt: string | null
  endedBy: string | null
  endedFor: Sealed<string> | null
}

const columns = `x.id, x.version, x.case_id AS "caseId", f.reference AS "caseReference", x.account_id AS "accountId", a.name,
    x.agency_id AS "agencyId", y.name AS "agencyName", x.knows, x.told, x.words, x.closed_at AS "closedAt",
    coalesce(b.name, 'Alongside') AS "closedBy", x.closed_by = x.account_id AS herself, x.review_due_at AS "reviewDueAt",
    app.reviews_exclusion(x.id) AS "mineToReview",
    x.ended_at IS NULL AND app.ends_exclusion(x.told, x.agency_id, x.reviewed_by) AS "mineToEnd",
    x.reviewed_at AS "reviewedAt", r.name AS "reviewedBy", x.review, x.review_words AS "reviewWords",
    x.ended_at AS "endedAt", e.name AS "endedBy", x.ended_for AS "endedFor", k.id AS "keyId", k.wrapped
  FROM case_exclusions x
  JOIN cases f ON f.partnership_id = x.partnership_id AND f.id = x.case_id
  JOIN data_keys k ON k.partnership_id = f.partnership_id AND k.id = f.data_key_id
  JOIN agencies y ON y.partnership_id = x.partnership_id AND y.id = x.agency_id
  JOIN accounts a ON a.id = x.account_id
  LEFT JOIN accounts b ON b.id = x.closed_by
  LEFT JOIN accounts r ON r.id = x.reviewed_by
  LEFT JOIN accounts e ON e.id = x.ended_by`

function opened(vault: Vault, row: ExclusionRow): { exclusion: Exclusion; key: WrappedKey } {
  const sealed = keyed(row)
  const { reviewedAt, reviewedBy, review, reviewWords, endedAt, endedBy, endedFor, ...rest } = openListed(
    vault,
    sealed,
    { words: 'exclusion', reviewWords: 'exclusion', endedFor: 'exclusion' },
  )
  return {
    key: sealed.key,
    exclusion: {
      ...rest,
      reviewed:
        reviewedAt === null || review === null
          ? null
          : { at: reviewedAt, by: reviewedBy ?? 'Alongside', review, words: reviewWords ?? '' },
      ended: endedAt === null ? null : { at: endedAt, by: endedBy ?? 'Alongside', words: endedFor ?? '' },
    },
  }
}

/** HRM-1: of all her files that the reader sees; what stands first, newest first. */
export async function readExclusions(tx: Tx, vault: Vault, caseId: string): Promise<Exclusion[]> {
  const { rows } = await tx.$client.query<ExclusionRow>({
    name: 'exclusions-of-case',
    text: `SELECT ${columns}
      WHERE x.partnership_id = app.partnership_id() AND (x.case_id = $1 OR x.case_id = ANY (${filesOfPerson('$1')}))
      ORDER BY x.ended_at IS NULL DESC, x.closed_at DESC, x.id DESC LIMIT 200`,
    values: [caseId],
  })
  return rows.map((row) => opened(vault, row).exclusion)
}

/** For the work of who looks at it: what was closed to somebody untold, and waits; what hurries most first. */
export async function readExclusionsToReview(tx: Tx, vault: Vault): Promise<Exclusion[]> {
  const { rows } = await tx.$client.query<ExclusionRow>({
    name: 'exclusions-to-review',
    text: `SELECT ${columns} WHERE x.partnership_id = app.partnership_id() AND x.ended_at IS NULL AND NOT x.told
        AND x.reviewed_at IS NULL AND app.reviews_exclusion(x.id) ORDER BY x.review_due_at, x.id LIMIT 100`,
  })
  return rows.map((row) => opened(vault, row).exclusion)
}

/** Held until the transaction ends, with the key of its case. @throws Refusal not_found */
export async function lockExclusion(tx: Tx, vault: Vault, id: string) {
  await hold(tx, 'case_exclusions', id)
  return openExclusion(tx, vault, id)
}

async function openExclusion(tx: Tx, vault: Vault, id: string) {
  const { rows } = await tx.$client.query<ExclusionRow>({
    name: 'one-exclusion',
    text: `SELECT ${columns} WHERE x.partnership_id = app.partnership_id() AND x.id = $1`,
    values: [id],
  })
  if (!rows[0]) throw new Refusal('not_found')
  return opened(vault, rows[0])
}

export const readExclusion = async (tx: Tx, vault: Vault, id: string): Promise<Exclusion> =>
  (await openExclusion(tx, vault, id)).exclusion

interface NewExclusion {
  id: string
  caseId: string
  accountId: string
  agencyId: string
  knows: ExclusionReason
  told: boolean
  words: string | undefined
  closedBy: string
  now: string
  reviewDueAt: string | null
}

/** Closes it at once: nothing after this in the transaction reads the case as that person. @throws Refusal exclusion.stands */
export async function writeExclusion(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { id, caseId, accountId, agencyId, knows, told, words, closedBy, now, reviewDueAt }: NewExclusion,
): Promise<void> {
  const { rowCount } = await tx.$client.query({
    name: 'close-case-to-person',
    text: `INSERT INTO case_exclusions (id, case_id, account_id, agency_id, knows, told, words, closed_at, closed_by, review_due_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    values: [
      ...[id, caseId, accountId, agencyId, knows, told],
      ...[words?.trim() ? vault.seal(key, 'exclusion', words) : null, now, closedBy, reviewDueAt],
    ],
  })
  if (rowCount === 0) throw new Refusal('exclusion.stands')
}

interface By {
  accountId: string
  now: string
}

export async function saveEnding(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { id, words }: { id: string; words: string },
  { accountId, now }: By,
): Promise<void> {
  await tx.$client.query({
    name: 'end-exclusion',
    text: `UPDATE case_exclusions SET version = version + 1, ended_at = $2, ended_by = $3, ended_for = $4
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, now, accountId, vault.seal(key, 'exclusion', words)],
  })
}

export async function saveReview(
  tx: Tx,
  vault: Vault,
  key: WrappedKey,
  { id, review, words }: { id: string; review: ExclusionReview; words: string },
  { accountId, now }: By,
): Promise<void> {
  const sealed = vault.seal(key, 'exclusion', words)
  await tx.$client.query({
    name: 'review-exclusion',
    text: `UPDATE case_exclusions SET version = version + 1, reviewed_at = $2, reviewed_by = $3, review = $4, review_words = $5,
        told = told OR $4 = 'told'
      WHERE partnership_id = app.partnership_id() AND id = $1`,
    values: [id, now, accountId, review, sealed],
  })
}

/** The roles in which somebody acts in an agency now; none where she has no place there. */
export async function rolesIn(tx: Tx, accountId: string, agencyId: string): Promise<Role[]> {
  const { rows } = await tx.$client.query<{ role: Role }>({
    name: 'roles-in-agency',
    text: `SELECT DISTINCT m.role FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.account_id = $1
      AND m.agency_id = $2 AND ${placeInForce('app.moment()')}`,
    values: [accountId, agencyId],
  })
  return rows.map(({ role }) => role)
}

export async function isOnlyCoordinator(tx: Tx, accountId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ only: boolean }>({
    name: 'is-only-coordinator',
    text: 'SELECT app.is_only_coordinator($1) AS only',
    values: [accountId],
  })
  return rows[0]?.only ?? false
}

/** Whether it came to who asks to look whether a case is closed to the right person (people-who-harm/told-to-look.ts). */
export async function isToldToLook(tx: Tx, caseId: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ told: boolean }>({
    name: 'is-told-to-look',
    text: 'SELECT app.is_told_to_look($1) AND NOT app.coordinates() AS told',
    values: [caseId],
  })
  return rows[0]?.told ?? false
}
