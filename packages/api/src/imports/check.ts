import { localDay } from '@alongside/shared/calendar'
import { alike } from '@alongside/shared/imports/cells'
import type { ImportKind } from '@alongside/shared/imports/kinds'
import { type Checked, checkSheet, referencesIn } from '@alongside/shared/imports/rules'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { heldByAgency } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { calendarOf, readMembers, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { readCsv } from './csv.ts'

export interface KnownCase {
  caseId: string
  agencies: ReadonlySet<string>
}
export interface CheckedImport {
  checked: Checked
  partnership: Partnership
  /** By their references as the spreadsheet has them. */
  known: ReadonlyMap<string, KnownCase>
}

/** Reads a spreadsheet against what stands now. */
export async function checkImport(
  tx: Tx,
  vault: Vault,
  { kind, csv, now }: { kind: ImportKind; csv: string; now: string },
): Promise<CheckedImport> {
  const [partnership, members] = await Promise.all([readPartnership(tx, now), readMembers(tx)])
  const sheet = readCsv(csv)
  if ('wrong' in sheet) return { checked: unread(sheet), partnership, known: new Map() }
  const calendar = calendarOf(partnership)
  const known = await casesNamed(tx, vault, partnership.id, referencesIn(sheet))
  const checked = checkSheet(kind, sheet, {
    calendar,
    today: localDay(calendar, now),
    agencies: partnership.agencies,
    ruleSet: partnership.ruleSet,
    places: new Set(
      members
        .filter(({ endedAt }) => !endedAt)
        .map(({ email, agencyId, role }) => `${email} ${agencyId} ${role}`),
    ),
    placesEver: members.length,
    seenBy: (reference) => known.get(alike(reference))?.agencies,
    referred: await referralsOf(tx, known, (instant) => localDay(calendar, instant)),
  })
  return { checked, partnership, known }
}

const unread = ({ wrong, fix }: { wrong: string; fix: string }): Checked => ({
  ...{ rows: 0, agencies: [], people: [], referrals: [], actions: [], notes: [], makes: [] },
  faults: [{ row: 1, column: null, wrong, fix }],
})

export const referenceHash = (vault: Vault, partnershipId: string, reference: string): Buffer =>
  vault.mac(`imported references ${partnershipId}`, alike(reference))

/** By the spreadsheet's reference of an earlier import, or by Alongside's own; only what the coordinator sees. */
async function casesNamed(
  tx: Tx,
  vault: Vault,
  partnershipId: string,
  references: readonly string[],
): Promise<Map<string, KnownCase>> {
  const { rows } = await tx.$client.query<{ reference: string; caseId: string; agencies: string[] }>(
    `SELECT n.reference, c.id AS "caseId", ARRAY(SELECT DISTINCT g.agency_id FROM app.case_grants(c.id) g
        WHERE ${heldByAgency('app.moment()')}) AS agencies
      FROM unnest($1::text[], $2::bytea[]) AS n(reference, hash)
      LEFT JOIN imported_references f ON f.partnership_id = app.partnership_id() AND f.reference_hash = n.hash
      JOIN cases c ON c.partnership_id = app.partnership_id() AND (c.id = f.case_id OR c.reference = upper(n.reference))`,
    [references, references.map((reference) => referenceHash(vault, partnershipId, reference))],
  )
  return new Map(
    rows.map(({ reference, caseId, agencies }) => [reference, { caseId, agencies: new Set(agencies) }]),
  )
}

async function referralsOf(
  tx: Tx,
  known: ReadonlyMap<string, KnownCase>,
  dayOf: (instant: string) => string,
): Promise<Set<string>> {
  const { rows } = await tx.$client.query<{ caseId: string; agencyId: string; submittedAt: string }>(
    `SELECT case_id AS "caseId", agency_id AS "agencyId", submitted_at AS "submittedAt" FROM referrals
      WHERE partnership_id = app.partnership_id() AND case_id = ANY ($1)`,
    [Array.from(known.values(), ({ caseId }) => caseId)],
  )
  const references = Map.groupBy(known, ([, { caseId }]) => caseId)
  return new Set(
    rows.flatMap(({ caseId, agencyId, submittedAt }) =>
      (references.get(caseId) ?? []).map(([reference]) => `${reference} ${agencyId} ${dayOf(submittedAt)}`),
    ),
  )
}
