import type { roomEvents } from '@alongside/shared/room/events'
import { type Hearing, inPerson, send, tellsNobody } from '../notices/hearing.ts'

export const roomHearing: Hearing<keyof typeof roomEvents> = {
  'item.discussed': tellsNobody,
  'item.deferred': tellsNobody,
  'item.reopened': tellsNobody,
  'meeting.deputy_named': async (heard) => {
    const { meetingId, accountId, agencyId } = heard.event.data
    const her = await inPerson(heard, { accountId, agencyId })
    await send(heard, her, { kind: 'meeting_deputy_named', subjectId: meetingId })
  },
}
