import { type Heard, inPerson, members } from '../notices/hearing.ts'
import type { Place } from '../notices/whom.ts'

/** Of a monthly meeting everyone who comes to meetings; of an emergency those of them who were called (ACC-6). */
export async function membersOfMeeting(heard: Heard, meetingId: string): Promise<Place[]> {
  const { rows } = await heard.tx.$client.query<{ accountId: string | null; agencyId: string | null }>(
    `SELECT c.account_id AS "accountId", c.agency_id AS "agencyId" FROM meetings m
      LEFT JOIN called_people c ON c.partnership_id = m.partnership_id AND c.meeting_id = m.id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND m.kind = 'emergency'`,
    [meetingId],
  )
  const coming = await members(heard)
  if (rows.length === 0) return coming
  const people = rows.flatMap(({ accountId, agencyId }) =>
    accountId && agencyId ? { accountId, agencyId } : [],
  )
  const called = new Set((await inPerson(heard, ...people)).map(({ id }) => id))
  return coming.filter(({ id }) => called.has(id))
}
