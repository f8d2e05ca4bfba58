import type { harmEvents } from '@alongside/shared/people-who-harm/events'
import { heldByAgency } from '../access/visibility.ts'
import { isHeld } from '../cases/holding.ts'
import { referenceOf } from '../cases/reference.ts'
import { coordinatorsOf, type Hearing, inPerson, leadsOf, send } from '../notices/hearing.ts'
import { tellOfRecorded, whoLooks } from './told-to-look.ts'

/** No notice says who he is, nor that there is anybody: it leads to a page that asks who may read it (HRM-1). */
export const harmHearing: Hearing<keyof typeof harmEvents> = {
  'person_who_harms.asked_about': async (heard) => {
    const { caseId } = heard.event.data
    // REF-3: nobody is asked of whoever is held; what waits for an answer is shown again once nothing holds her.
    if (await isHeld(heard.tx, caseId)) return
    const { rows } = await heard.tx.$client.query<{ agency_id: string }>(
      `SELECT DISTINCT g.agency_id FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1
        AND ${heldByAgency('$2')}`,
      [caseId, heard.now],
    )
    const leads = await leadsOf(
      heard,
      rows.map(({ agency_id }) => agency_id),
    )
    await send(heard, leads, {
      kind: 'conflict_to_answer',
      subjectId: caseId,
      reference: await referenceOf(heard.tx, caseId),
    })
  },
  'person_who_harms.changed': async (heard) => {
    const { personId, caseId, by } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ recordedBy: string; agencyId: string }>(
      `SELECT recorded_by AS "recordedBy", agency_id AS "agencyId" FROM people_who_harm WHERE partnership_id = app.partnership_id() AND id = $1`,
      [personId],
    )
    const [row] = rows
    if (!row || row.recordedBy === by) return
    const places = [
      ...(await inPerson(heard, { accountId: row.recordedBy, agencyId: row.agencyId })),
      ...(await coordinatorsOf(heard, caseId)),
    ].filter(({ accountId }) => accountId !== by)
    await send(heard, places, {
      kind: 'who_harms_changed',
      subjectId: caseId,
      reference: await referenceOf(heard.tx, caseId),
    })
  },
  'person_who_harms.namesake': tellOfRecorded,
  'conflict.answered': async (heard) => {
    const { caseId } = heard.event.data
    await send(heard, await whoLooks(heard, caseId), {
      kind: 'conflict_found',
      subjectId: caseId,
      reference: await referenceOf(heard.tx, caseId),
    })
  },
}
