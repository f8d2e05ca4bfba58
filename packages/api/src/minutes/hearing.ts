import type { minutesEvents } from '@alongside/shared/minutes/events'
import { membersOfMeeting } from '../meetings/members.ts'
import { type Hearing, send, tellsNobody } from '../notices/hearing.ts'

export const minutesHearing: Hearing<keyof typeof minutesEvents> = {
  // Each agency's own actions were told to its leads, and to their owners, when they were agreed: not once more here.
  'minutes.distributed': async (heard) => {
    const { meetingId, corrects } = heard.event.data
    const kind = corrects ? 'meeting_minutes_corrected' : 'meeting_minutes_ready'
    await send(heard, await membersOfMeeting(heard, meetingId), { kind, subjectId: meetingId })
  },
  'minutes.acknowledged': tellsNobody,
}
