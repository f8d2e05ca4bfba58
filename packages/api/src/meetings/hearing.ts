import type { meetingEvents } from '@alongside/shared/meetings/events'
import { type Hearing, members, send, tellsNobody } from '../notices/hearing.ts'
import { membersOfMeeting } from './members.ts'

export const meetingHearing: Hearing<keyof typeof meetingEvents> = {
  // Twelve dates planned at once are one thing to answer, and one mail.
  'meeting.planned': async (heard) =>
    send(heard, await members(heard), {
      kind: 'meeting_date_proposed',
      subjectId: heard.event.partnership_id,
      occasion: `planned ${heard.event.at}`,
    }),
  'meeting.moved': async (heard) => {
    const { meetingId } = heard.event.data
    await send(heard, await membersOfMeeting(heard, meetingId), {
      kind: 'meeting_moved',
      subjectId: meetingId,
    })
  },
  'meeting.confirmed': async (heard) => {
    const { meetingId } = heard.event.data
    const coming = await membersOfMeeting(heard, meetingId)
    await send(heard, coming, { kind: 'meeting_confirmed', subjectId: meetingId })
  },
  'meeting.opened': tellsNobody,
  'meeting.opening_taken_back': tellsNobody,
  'meeting.closed': tellsNobody,
  'meeting.reopened': tellsNobody,
}
