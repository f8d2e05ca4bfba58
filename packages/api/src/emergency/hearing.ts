import type { emergencyEvents } from '@alongside/shared/emergency/events'
import { type Hearing, inPerson, send } from '../notices/hearing.ts'
import type { Person } from '../notices/whom.ts'

export const emergencyHearing: Hearing<keyof typeof emergencyEvents> = {
  'meeting.called': async (heard) => {
    const { meetingId } = heard.event.data
    const { rows } = await heard.tx.$client.query<Person>(
      'SELECT account_id AS "accountId", agency_id AS "agencyId" FROM called_people WHERE partnership_id = app.partnership_id() AND meeting_id = $1',
      [meetingId],
    )
    await send(heard, await inPerson(heard, ...rows), {
      kind: 'emergency_meeting_called',
      subjectId: meetingId,
    })
  },
}
