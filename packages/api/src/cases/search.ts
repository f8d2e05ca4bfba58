import type { CaseHit, CaseSummary, Identity } from '@alongside/shared/cases/contract'
import { moreSerious } from '@alongside/shared/referrals/rules'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { identityAsSeen, isWalked, ofAgency, readAsTold } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'
import { keyed, openListed, type Sealed, type UnderKey } from '../sealed-rows.ts'
import type { Vault } from '../vault.ts'
import { unreadableIdentity } from './case-file.ts'
import { queryTokens } from './name-tokens.ts'
import { whyFound } from './why-found.ts'

interface SummaryRow extends Omit<CaseSummary, 'name' | 'aliases'>, UnderKey {
  identity: Sealed<Identity>
  /** The local day on which it was opened. */
  openedOn: string
  weight: number
  /** To whom it is shown, it is as she told it herself: others know more. */
  asTold: boolean
  /** Of a file that was joined to another: the one that goes on. */
  goesOnAs: string | null
}

/** A case, and how well it fits what was searched for. */
interface Found {
  summary: CaseHit
  weight: number
}

interface Page {
  light: Light | null
  after: Position | null
  limit: number
}

/**
 * Lines of a list in its order, each followed by the files of the same person that were joined to it. `lines`: the cases that the list shows,
 * with a column `weight`.
 */
const linesOf = (lines: string) => `${lines}, files AS (
    SELECT l.id, NULL::uuid AS goes_on_as, l.weight, l.nth, NULL::timestamptz AS joined_at, NULL::uuid AS join_id FROM lines l
    UNION ALL SELECT j.joined_case_id, l.id, l.weight, l.nth, j.joined_at, j.id FROM lines l JOIN joined_files j
      ON j.partnership_id = app.partnership_id() AND j.case_id = l.id AND j.undone_at IS NULL)
  SELECT c.id, c.reference, c.light, c.opened_at AS "openedAt",
    (c.opened_at AT TIME ZONE p.time_zone)::date AS "openedOn", c.last_discussed_at AS "lastDiscussedAt", ${identityAsSeen()} AS identity, ${readAsTold()} AS "asTold", k.id AS "keyId", k.wrapped,
    f.weight, f.goes_on_as AS "goesOnAs",
    (SELECT count(*)::int FROM actions a WHERE a.partnership_id = c.partnership_id AND a.case_id = c.id
      AND a.closed_at IS NULL) AS "openActions",
    ARRAY(SELECT DISTINCT h.kind FROM case_holds h WHERE h.partnership_id = c.partnership_id AND h.case_id = c.id
      AND h.lifted_at IS NULL ORDER BY h.kind) AS held
  FROM files f JOIN cases c ON c.partnership_id = app.partnership_id() AND c.id = f.id
  JOIN partnerships p ON p.id = c.partnership_id JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id
  ORDER BY f.nth, f.joined_at NULLS FIRST, f.join_id`

const unsealed = (vault: Vault, sealed: SummaryRow) =>
  openListed(vault, keyed(sealed), { identity: 'identity' }, { identity: unreadableIdentity })

const summaryOf = ({
  identity: { name, aliases },
  openedOn: _,
  weight: __,
  goesOnAs: ___,
  asTold: ____,
  ...row
}: ReturnType<typeof unsealed>): CaseSummary => ({
  ...row,
  name,
  aliases,
})

type File = ReturnType<typeof unsealed>
/** One line, how well it fits what was searched for, and the files that it stands for. */
interface Line {
  summary: CaseSummary
  weight: number
  files: Pick<File, 'reference' | 'identity' | 'openedOn' | 'asTold'>[]
}

/** REF-10: a file with those of the same person that were joined to it, as one line: all her names, the most serious light. */
function asLines(vault: Vault, rows: readonly SummaryRow[]): Line[] {
  const files = rows.map((row) => unsealed(vault, row))
  return files
    .filter(({ goesOnAs }) => goesOnAs === null)
    .map((file) => {
      const joined = files.filter(({ goesOnAs }) => goesOnAs === file.id)
      return {
        summary: joined.reduce((all, one) => joinSummaries(all, summaryOf(one)), summaryOf(file)),
        weight: file.weight,
        files: [file, ...joined],
      }
    })
}

function joinSummaries(file: CaseSummary, joined: CaseSummary): CaseSummary {
  const names = [...file.aliases, joined.name, ...joined.aliases].filter((name) => name !== file.name)
  return {
    ...file,
    aliases: [...new Set(names)].slice(0, 20),
    light: file.light && joined.light ? moreSerious(file.light, joined.light) : (file.light ?? joined.light),
    held: [...new Set([...file.held, ...joined.held])],
    openActions: file.openActions + joined.openActions,
    lastDiscussedAt:
      [file.lastDiscussedAt, joined.lastDiscussedAt]
        .filter((at) => at !== null)
        .sort()
        .at(-1) ?? null,
  }
}

/** To who sees both files of a pair, one line stands for both: that of the file that goes on. */
const standsAlone = `NOT EXISTS (SELECT FROM joined_files j
  WHERE j.partnership_id = c.partnership_id AND j.joined_case_id = c.id AND j.undone_at IS NULL)`
const joinedWithLight = `EXISTS (SELECT FROM joined_files j JOIN cases o ON o.partnership_id = j.partnership_id AND o.id = j.joined_case_id
  WHERE j.partnership_id = c.partnership_id AND j.case_id = c.id AND j.undone_at IS NULL AND o.light = $3)`

const listed = `c.partnership_id = app.partnership_id() AND ($3::text IS NULL OR c.light = $3 OR ${joinedWithLight}) AND ${standsAlone}`
const newest = `WITH lines AS MATERIALIZED (
    SELECT p.id, 0 AS weight, row_number() OVER (ORDER BY p.opened_at DESC, p.id DESC) AS nth FROM (
      (SELECT l.opened_at, l.case_id AS id FROM listed_cases l WHERE ${ofAgency} AND (l.opened_at, l.case_id) < ($1, $2)
        AND EXISTS (SELECT FROM cases c WHERE c.id = l.case_id AND ${listed} OFFSET 0) ORDER BY l.opened_at DESC, l.case_id DESC LIMIT $4)
      UNION ALL
      (SELECT c.opened_at, c.id FROM cases c WHERE ${isWalked} AND (c.opened_at, c.id) < ($1, $2) AND ${listed}
        ORDER BY c.opened_at DESC, c.id DESC LIMIT $4)) p
    ORDER BY p.opened_at DESC, p.id DESC LIMIT $4)`
const found = `WITH lines AS MATERIALIZED (
    SELECT f.id, f.weight, row_number() OVER (ORDER BY f.weight DESC, f.id DESC) AS nth FROM app.find_cases($1, $2, $3, $4, $5, $6, $7, $8) f)`

/** The cases that the reader's grants open, newest first. */
export async function newestCases(
  tx: Tx,
  vault: Vault,
  { light, after, limit }: Page,
): Promise<CaseSummary[]> {
  const [at, id] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SummaryRow>({
    name: 'newest-cases',
    text: linesOf(newest),
    values: [at, id, light, limit],
  })
  return asLines(vault, rows).map(({ summary }) => summary)
}

/**
 * The cases among them that fit `q`: by reference (`meant`: those that it may be), or by name and alias as spelt, begun,
 * joined, apart, misspelt, heard, as a pet name or in another script, and by date and year of birth. Best first, newer ones
 * before older; each with why it was found.
 */
export async function searchCases(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  { q, meant }: { q: string; meant: readonly string[] },
  { light, after, limit }: Page,
): Promise<Found[]> {
  const tokens = queryTokens(vault, partnershipId, q)
  const [before, id] = after ?? [String(2 ** 31 - 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SummaryRow>({
    name: 'search-cases',
    text: linesOf(found),
    values: [
      tokens.map(({ token }) => token),
      tokens.map((token) => token.weight),
      tokens.map(({ fits }) => fits),
      meant,
      light,
      before,
      id,
      limit,
    ],
  })
  return asLines(vault, rows).flatMap(({ summary, weight, files }) => {
    const because = becauseOf(q, meant, files)
    // ACC-8: found by what others found out alone, she is not found: that she was born in a year is told by being found for it.
    if (because.length === 0 && files.some(({ asTold }) => asTold)) return []
    const age = files.find(({ identity }) => identity.age)?.identity.age ?? null
    return { summary: { ...summary, age, because }, weight }
  })
}

function becauseOf(q: string, meant: readonly string[], files: Line['files']): string[] {
  const named = files.find(({ reference }) => meant.includes(reference))
  if (named && named === files[0]) return ['Its reference']
  if (named) return [`The reference of her file ${named.reference}, which goes on in this one`]
  return whyFound(
    q,
    files.map(({ identity, openedOn }) => ({ ...identity, on: openedOn })),
  )
}
