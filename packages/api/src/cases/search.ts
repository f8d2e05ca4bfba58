import type { CaseHit, CaseSummary, Identity } from '@alongside/shared/cases/contract'
import { moreSerious } from '@alongside/shared/referrals/rules'
import type { Light } from '@alongside/shared/traffic-light/schema'
import { amongFew, areMany, withFewCases } from '../access/visibility.ts'
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

const select = (more = '', cases = 'cases') => `SELECT c.id, c.reference, c.light, c.opened_at AS "openedAt",
    (c.opened_at AT TIME ZONE p.time_zone)::date AS "openedOn", c.last_discussed_at AS "lastDiscussedAt", c.identity, k.id AS "keyId", k.wrapped${more},
    (SELECT count(*)::int FROM actions a WHERE a.partnership_id = c.partnership_id AND a.case_id = c.id
      AND a.closed_at IS NULL) AS "openActions",
    ARRAY(SELECT DISTINCT h.kind FROM case_holds h WHERE h.partnership_id = c.partnership_id AND h.case_id = c.id
      AND h.lifted_at IS NULL ORDER BY h.kind) AS held
  FROM ${cases} c JOIN partnerships p ON p.id = c.partnership_id JOIN data_keys k ON k.partnership_id = c.partnership_id AND k.id = c.data_key_id`

const unsealed = (vault: Vault, sealed: SummaryRow) =>
  openListed(vault, keyed(sealed), { identity: 'identity' }, { identity: unreadableIdentity })

const summaryOf = ({
  identity: { name, aliases },
  openedOn: _,
  ...row
}: ReturnType<typeof unsealed>): CaseSummary => ({
  ...row,
  name,
  aliases,
})

type File = ReturnType<typeof unsealed>
/** One line, and the files that it stands for. */
interface Line {
  summary: CaseSummary
  files: Pick<File, 'reference' | 'identity' | 'openedOn'>[]
}

/** REF-10: a file with those of the same person that were joined to it, as one line: all her names, the most serious light. */
async function asOnePerson(tx: Tx, vault: Vault, files: readonly File[]): Promise<Line[]> {
  if (files.length === 0) return []
  const { rows } = await tx.$client.query<SummaryRow & { goesOnAs: string }>({
    name: 'joined-summaries',
    text: `${select(', j.case_id AS "goesOnAs"')} JOIN joined_files j ON j.partnership_id = c.partnership_id AND j.joined_case_id = c.id
      WHERE c.partnership_id = app.partnership_id() AND j.case_id = ANY ($1) AND j.undone_at IS NULL ORDER BY j.joined_at, j.id`,
    values: [files.map(({ id }) => id)],
  })
  return files.map((file) => {
    const joined = rows
      .filter(({ goesOnAs }) => goesOnAs === file.id)
      .map(({ goesOnAs: _, ...row }) => unsealed(vault, row))
    return {
      summary: joined.reduce((all, one) => joinSummaries(all, summaryOf(one)), summaryOf(file)),
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
  WHERE j.partnership_id = l.partnership_id AND j.joined_case_id = l.id AND j.undone_at IS NULL)`
const joinedWithLight = `EXISTS (SELECT FROM joined_files j JOIN cases o ON o.partnership_id = j.partnership_id AND o.id = j.joined_case_id
  WHERE j.partnership_id = l.partnership_id AND j.case_id = l.id AND j.undone_at IS NULL AND o.light = $3)`

const listed = `FROM cases l WHERE l.partnership_id = app.partnership_id() AND (l.opened_at, l.id) < ($1, $2)
  AND ($3::text IS NULL OR l.light = $3 OR ${joinedWithLight}) AND ${standsAlone}`
const page = `(${withFewCases} SELECT * FROM (
    (SELECT l.* ${listed} AND ${amongFew('l.id')})
    UNION ALL
    (SELECT l.* ${listed} AND ${areMany} ORDER BY l.opened_at DESC, l.id DESC LIMIT $4)) p
  ORDER BY p.opened_at DESC, p.id DESC LIMIT $4)`

/** The cases that the reader's grants open, newest first; looked for among those of her agency where they are few. */
export async function newestCases(
  tx: Tx,
  vault: Vault,
  { light, after, limit }: Page,
): Promise<CaseSummary[]> {
  const [at, id] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SummaryRow>({
    name: 'newest-cases',
    text: `${select('', page)} ORDER BY c.opened_at DESC, c.id DESC`,
    values: [at, id, light, limit],
  })
  const lines = await asOnePerson(
    tx,
    vault,
    rows.map((row) => unsealed(vault, row)),
  )
  return lines.map(({ summary }) => summary)
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
  const [weight, id] = after ?? [String(2 ** 31 - 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SummaryRow & { weight: number }>({
    name: 'search-cases',
    text: `${select(', f.weight')} JOIN app.find_cases($1, $2, $3, $4, $5, $6, $7) f ON f.id = c.id
      WHERE c.partnership_id = app.partnership_id() ORDER BY f.weight DESC, f.id DESC`,
    values: [
      tokens.map(({ token }) => token),
      tokens.map((token) => token.weight),
      meant,
      light,
      weight,
      id,
      limit,
    ],
  })
  const lines = await asOnePerson(
    tx,
    vault,
    rows.map(({ weight: _, ...row }) => unsealed(vault, row)),
  )
  return lines.map(({ summary, files }, at) => ({
    summary: {
      ...summary,
      age: files.find(({ identity }) => identity.age)?.identity.age ?? null,
      because: becauseOf(q, meant, files),
    },
    weight: rows[at]?.weight ?? 0,
  }))
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
