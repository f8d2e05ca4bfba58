import type { harmEvents } from '@alongside/shared/people-who-harm/events'
import { heldByAgency } from '../access/visibility.ts'
import { referenceOf } from '../cases/reference.ts'
import { coordinatorsOf, type Hearing, leadsOf, send } from '../notices/hearing.ts'

/** No notice says who he is, nor that there is anybody: it leads to a page that asks who may read it (HRM-1). */
export const harmHearing: Hearing<keyof typeof harmEvents> = {
  'person_who_harms.asked_about': async (heard) => {
    const { caseId } = heard.event.data
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
  'conflict.answered': async (heard) => {
    const { caseId } = heard.event.data
    await send(heard, await coordinatorsOf(heard, caseId), {
      kind: 'conflict_found',
      subjectId: caseId,
      reference: await referenceOf(heard.tx, caseId),
    })
  },
}
