import type { documentEvents } from '@alongside/shared/documents/events'
import { heldByAgency } from '../access/visibility.ts'
import { coordinators, type Hearing, leadsOf, send } from '../notices/hearing.ts'

export const documentHearing: Hearing<keyof typeof documentEvents> = {
  'pack.circulated': async (heard) => {
    const { meetingId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ agency_id: string }>(
      `SELECT DISTINCT g.agency_id FROM agenda_items i JOIN sharing_grants g ON g.partnership_id = i.partnership_id AND g.case_id = i.case_id
        WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $2 AND ${heldByAgency('$1')}`,
      [heard.now, meetingId],
    )
    const leads = await leadsOf(
      heard,
      rows.map(({ agency_id }) => agency_id),
    )
    await send(heard, leads, { kind: 'meeting_papers_ready', subjectId: meetingId })
  },
  // MTG-4: whoever records it, those whose work it is now hear of it at once; not who wrote it down herself.
  'paper.lost': async (heard) => {
    const { meetingId, copyId, by } = heard.event.data
    const places = (await coordinators(heard)).filter(({ accountId }) => accountId !== by)
    await send(heard, places, { kind: 'paper_lost', subjectId: meetingId, occasion: copyId })
  },
}
