import { type Heard, members } from '../notices/hearing.ts'

/** Of a monthly meeting everyone who comes to meetings; of an emergency those of them who were called (ACC-6). */
export async function membersOfMeeting(heard: Heard, meetingId: string): Promise<string[]> {
  const { rows } = await heard.tx.$client.query<{ account_id: string }>(
    `SELECT c.account_id FROM meetings m LEFT JOIN called_people c ON c.partnership_id = m.partnership_id AND c.meeting_id = m.id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND m.kind = 'emergency'`,
    [meetingId],
  )
  const coming = await members(heard)
  if (rows.length === 0) return coming
  const called = new Set(rows.map(({ account_id }) => account_id))
  return coming.filter((account) => called.has(account))
}
