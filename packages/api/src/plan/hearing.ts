import type { planEvents } from '@alongside/shared/plan/events'
import { heldByAgency } from '../access/visibility.ts'
import { referenceOf } from '../cases/reference.ts'
import { coordinatorsOf, type Hearing, leadsOf, send } from '../notices/hearing.ts'

export const planHearing: Hearing<keyof typeof planEvents> = {
  // In the room everybody is there; between meetings all who see the case are told (PLN-1).
  'plan.amended': async (heard) => {
    const { caseId, agendaItemId, byAccountId } = heard.event.data
    if (agendaItemId) return
    const { rows } = await heard.tx.$client.query<{ id: string }>(
      `SELECT DISTINCT g.agency_id AS id FROM sharing_grants g WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1
        AND g.agency_id IS NOT NULL AND ${heldByAgency('$2')}`,
      [caseId, heard.now],
    )
    const leads = await leadsOf(
      heard,
      rows.map(({ id }) => id),
    )
    await send(
      heard,
      leads.filter(({ accountId }) => accountId !== byAccountId),
      {
        kind: 'plan_amended',
        subjectId: caseId,
        reference: await referenceOf(heard.tx, caseId),
      },
    )
  },
  // ACT-1: as of an action that a meeting agreed.
  'step.offered': async (heard) => {
    const { actionId, ownerAgencyId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ reference: string }>(
      'SELECT reference FROM actions WHERE partnership_id = app.partnership_id() AND id = $1',
      [actionId],
    )
    const [action] = rows
    if (action)
      await send(heard, await leadsOf(heard, [ownerAgencyId]), {
        ...{ kind: 'action_agreed', subjectId: actionId, reference: action.reference },
      })
  },
  'plan.proposed': async (heard) => {
    const { caseId } = heard.event.data
    await send(heard, await coordinatorsOf(heard, caseId), {
      kind: 'plan_proposed',
      subjectId: caseId,
      reference: await referenceOf(heard.tx, caseId),
    })
  },
}
