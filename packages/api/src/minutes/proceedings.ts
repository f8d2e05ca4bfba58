import { isTrueOf } from '@alongside/shared/access'
import { plannedMeetingStates } from '@alongside/shared/meetings/rules'
import type { MeetingSummary } from '@alongside/shared/meetings/schema'
import type { Proceedings } from '@alongside/shared/minutes/contract'
import { beganAt } from '@alongside/shared/minutes/rules'
import { readMeetingAttendance } from '../attendance/queries.ts'
import type { Tx } from '../db/pool.ts'
import { readInRoom } from '../meetings/queries.ts'

/**
 * MTG-8: how a meeting that ends now was held: who was in the chair (whoever closes it, where no chair of the partnership came), from
 * when to when, whose apologies there were, and when the next one is.
 */
export async function readProceedings(tx: Tx, meetingId: string, endedAt: string): Promise<Proceedings> {
  const { rows } = await tx.$client.query<{
    kind: MeetingSummary['kind']
    startsAt: string
    openedAt: string | null
    nextMeetingAt: string | null
    name: string
    agencyName: string
  }>({
    name: 'proceedings',
    text: `SELECT m.kind, m.starts_at AS "startsAt", m.opened_at AS "openedAt", a.name, g.name AS "agencyName",
        (SELECT min(n.starts_at) FROM meetings n WHERE n.partnership_id = m.partnership_id AND n.kind = 'monthly'
          AND n.state = ANY ($2) AND n.starts_at > greatest(m.starts_at, app.moment())) AS "nextMeetingAt"
      FROM meetings m
      JOIN accounts a ON a.id = app.account_id()
      JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = app.agency_id()
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
    values: [meetingId, plannedMeetingStates],
  })
  const [meeting] = rows
  if (!meeting) throw new Error('the meeting that is closed is there')
  const { kind, startsAt, nextMeetingAt } = meeting
  const { agencies } = await readMeetingAttendance(tx, meetingId)
  const { name, agencyName } =
    (await readInRoom(tx, meetingId)).find(({ role }) => isTrueOf('chairs', role)) ?? meeting
  return {
    chair: { name, agencyName },
    beganAt: beganAt({ kind, startsAt, endedAt, openedAt: meeting.openedAt ?? endedAt }),
    endedAt,
    apologies: agencies.flatMap((one) => (one.attendance === 'apologies' ? one.agencyName : [])),
    nextMeetingAt,
  }
}
