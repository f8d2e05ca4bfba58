import type { emergencyEvents } from '@alongside/shared/emergency/events'
import { type Hearing, send } from '../notices/hearing.ts'

export const emergencyHearing: Hearing<keyof typeof emergencyEvents> = {
  'meeting.called': async (heard) => {
    const { meetingId } = heard.event.data
    const { rows } = await heard.tx.$client.query<{ account_id: string }>(
      'SELECT account_id FROM called_people WHERE partnership_id = app.partnership_id() AND meeting_id = $1',
      [meetingId],
    )
    const called = rows.map(({ account_id }) => account_id)
    await send(heard, called, { kind: 'emergency_meeting_called', subjectId: meetingId })
  },
}
