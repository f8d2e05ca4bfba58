import { localDay } from '@alongside/shared/calendar'
import { alike } from '@alongside/shared/imports/cells'
import type { ImportKind } from '@alongside/shared/imports/kinds'
import { type Checked, checkSheet, referencesIn } from '@alongside/shared/imports/rules'
import type { Partnership } from '@alongside/shared/partnerships/contract'
import { whyNotGivePlace } from '@alongside/shared/partnerships/rules'
import { heldByAgency } from '../access/visibility.ts'
import { filesOf } from '../cases/joining.ts'
import type { Tx } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { agencyPlaces, candidateOf, readMembers } from '../partnerships/places.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import type { Vault } from '../vault.ts'
import { readCsv } from './csv.ts'

/** A person who is on file: which of her files goes on, and each with the agency that it is of and those that see it. */
export interface KnownPerson {
  caseId: string
  files: readonly { caseId: string; agencyId: string; seenBy: readonly string[] }[]
}
export interface CheckedImport {
  checked: Checked
  partnership: Partnership
  /** By their references as the spreadsheet has them. */
  known: ReadonlyMap<string, KnownPerson>
}

/** Reads a spreadsheet against what stands now. */
export async function checkImport(
  tx: Tx,
  vault: Vault,
  { kind, csv, now, actor }: { kind: ImportKind; csv: string; now: string; actor: Member },
): Promise<CheckedImport> {
  const [partnership, members] = await Promise.all([readPartnership(tx, now), readMembers(tx)])
  const sheet = readCsv(csv)
  if ('wrong' in sheet) return { checked: unread(sheet), partnership, known: new Map() }
  const calendar = calendarOf(partnership)
  const known = await casesNamed(tx, vault, partnership.id, referencesIn(sheet))
  const checked = checkSheet(kind, sheet, {
    calendar,
    today: localDay(calendar, now),
    convenes: partnership.coordinatingAgencyId,
    agencies: partnership.agencies,
    ruleSet: partnership.ruleSet,
    whyNotGive: (email, agencyId, role) => {
      const agency = agencyPlaces(partnership, members, agencyId)
      return agency ? whyNotGivePlace(actor, agency, candidateOf(members, actor, email), role) : 'not_found'
    },
    places: members.filter(({ endedAt }) => !endedAt).length,
    seenBy: (reference) => {
      const person = known.get(alike(reference))
      return person && new Set(person.files.flatMap(({ seenBy }) => seenBy))
    },
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
): Promise<Map<string, KnownPerson>> {
  const { rows } = await tx.$client.query<{ reference: string } & KnownPerson>(
    `SELECT n.reference, p.id AS "caseId", (SELECT json_agg(json_build_object('caseId', x.id, 'agencyId', x.agency_id, 'seenBy',
          ARRAY(SELECT DISTINCT g.agency_id FROM app.case_grants(x.id) g WHERE ${heldByAgency('app.moment()')})) ORDER BY x.opened_at, x.id)
        FROM cases x WHERE x.partnership_id = app.partnership_id() AND x.id = ANY (${filesOf('p.id')})) AS files
      FROM unnest($1::text[], $2::bytea[]) AS n(reference, hash)
      LEFT JOIN imported_references f ON f.partnership_id = app.partnership_id() AND f.reference_hash = n.hash
      JOIN cases c ON c.partnership_id = app.partnership_id() AND (c.id = f.case_id OR c.reference = upper(n.reference))
      CROSS JOIN LATERAL (SELECT app.goes_on_as(c.id) AS id) p`,
    [references, references.map((reference) => referenceHash(vault, partnershipId, reference))],
  )
  return new Map(rows.map(({ reference, ...person }) => [reference, person]))
}

async function referralsOf(
  tx: Tx,
  known: ReadonlyMap<string, KnownPerson>,
  dayOf: (instant: string) => string,
): Promise<Set<string>> {
  const referencesByFile = Map.groupBy(
    Array.from(known).flatMap(([reference, { files }]) => files.map(({ caseId }) => ({ reference, caseId }))),
    ({ caseId }) => caseId,
  )
  const { rows } = await tx.$client.query<{ caseId: string; agencyId: string; submittedAt: string }>(
    `SELECT case_id AS "caseId", agency_id AS "agencyId", submitted_at AS "submittedAt" FROM referrals
      WHERE partnership_id = app.partnership_id() AND case_id = ANY ($1)`,
    [[...referencesByFile.keys()]],
  )
  return new Set(
    rows.flatMap(({ caseId, agencyId, submittedAt }) =>
      (referencesByFile.get(caseId) ?? []).map(
        ({ reference }) => `${reference} ${agencyId} ${dayOf(submittedAt)}`,
      ),
    ),
  )
}
