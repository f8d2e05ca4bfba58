import type { actionEvents } from '@alongside/shared/actions/events'
import type { actionNotices } from '@alongside/shared/actions/notices'
import {
  coordinatorsOf,
  type Heard,
  type Hearing,
  inPerson,
  leadsOf,
  send,
  tellsNobody,
} from '../notices/hearing.ts'
import type { Place } from '../notices/whom.ts'

type ActionEvent = keyof typeof actionEvents

/** ACT-1: the owning agency hears what was agreed for it, the coordinator what became of it. */
export const actionHearing: Hearing<ActionEvent> = {
  'action.agreed': async (heard) => {
    const { ownerAgencyId, ownerAccountId } = heard.event.data
    const leads = await leadsOf(heard, [ownerAgencyId])
    const owner = ownerAccountId
      ? await inPerson(heard, { accountId: ownerAccountId, agencyId: ownerAgencyId })
      : []
    await tellOf(heard, [...leads, ...owner], 'action_agreed')
  },
  'action.handed_over': async (heard) =>
    tellOf(heard, await leadsOf(heard, [heard.event.data.ownerAgencyId]), 'action_agreed'),
  'action.accepted': tellsNobody,
  'action.started': tellsNobody,
  'action.done': async (heard) =>
    tellOf(heard, await coordinatorsOf(heard, heard.event.data.caseId), 'action_done'),
  'action.not_done': async (heard) =>
    tellOf(heard, await coordinatorsOf(heard, heard.event.data.caseId), 'action_not_done'),
}

async function tellOf(
  heard: Heard<ActionEvent>,
  places: readonly Place[],
  kind: keyof typeof actionNotices,
): Promise<void> {
  const { actionId } = heard.event.data
  const { rows } = await heard.tx.$client.query<{ reference: string }>(
    'SELECT reference FROM actions WHERE partnership_id = app.partnership_id() AND id = $1',
    [actionId],
  )
  const [action] = rows
  if (action) await send(heard, places, { kind, subjectId: actionId, reference: action.reference })
}
