import type { caseEvents } from '@alongside/shared/cases/events'
import { sharedWithAgency } from '../access/visibility.ts'
import { tellContradictions } from '../limits/hearing.ts'
import {
  coordinatorsOf,
  type Heard,
  type Hearing,
  inPerson,
  leadsOf,
  send,
  tellsNobody,
} from '../notices/hearing.ts'

export const caseHearing: Hearing<keyof typeof caseEvents> = {
  'case.held': (heard) => tellWhoWorksWithHer(heard, heard.event.data.caseId, 'case_held'),
  'case.hold_lifted': (heard) => tellWhoWorksWithHer(heard, heard.event.data.caseId, 'case_hold_lifted'),
  'case.files_joined': async (heard) => {
    const { rows } = await heard.tx.$client.query<{ case_id: string }>(
      'SELECT case_id FROM joined_files WHERE partnership_id = app.partnership_id() AND id = $1',
      [heard.event.data.joinId],
    )
    for (const { case_id } of rows) await tellContradictions(heard, case_id)
  },
  'case.files_parted': tellsNobody,
}

/** REF-3: the leads of every agency that sees the case, who coordinates, and in person whoever owes an action for her. */
async function tellWhoWorksWithHer(heard: Heard, caseId: string, kind: 'case_held' | 'case_hold_lifted') {
  const { tx, now } = heard
  const { rows } = await tx.$client.query<{ agency_id: string; reference: string }>({
    name: 'agencies-of-held-case',
    text: `SELECT DISTINCT g.agency_id, c.reference FROM sharing_grants g JOIN cases c ON c.partnership_id = g.partnership_id AND c.id = g.case_id
      WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1 AND ${sharedWithAgency('$2')}`,
    values: [caseId, now],
  })
  const owners = await tx.$client.query<{ accountId: string; agencyId: string }>({
    name: 'owners-for-held-case',
    text: `SELECT DISTINCT owner_account_id AS "accountId", owner_agency_id AS "agencyId" FROM actions
      WHERE partnership_id = app.partnership_id() AND case_id = $1 AND closed_at IS NULL AND owner_account_id IS NOT NULL`,
    values: [caseId],
  })
  const seeing = new Set(rows.map(({ agency_id }) => agency_id))
  const places = [
    ...(await leadsOf(heard, [...seeing])),
    ...(await coordinatorsOf(heard, caseId)),
    ...(await inPerson(heard, ...owners.rows.filter(({ agencyId }) => seeing.has(agencyId)))),
  ]
  const once = [...new Map(places.map((place) => [place.id, place])).values()]
  await send(heard, once, { kind, subjectId: caseId, reference: rows[0]?.reference ?? null })
}
