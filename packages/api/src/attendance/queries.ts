import type { Role } from '@alongside/shared/access'
import { rolesBy } from '@alongside/shared/access'
import type { AttendanceYear, MeetingAttendance } from '@alongside/shared/attendance/contract'
import { attendanceOf } from '@alongside/shared/attendance/rules'
import { comingMeetingStates, plannedMeetingStates } from '@alongside/shared/meetings/rules'
import { Refusal } from '@alongside/shared/problems'
import { roleNotIn } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { placeKey, readStays } from './presence.ts'

interface AgencyRow {
  meetingId: string
  date: string
  closed: boolean
  agencyId: string
  agencyName: string
  joined: boolean
  apologies: boolean
  apologiesFor: string | null
  roles: Role[]
}

/** On `s` (a signature, or a stay in the room) and `p` (a place in that agency): held at that time, by someone who speaks for the agency. */
const heldThen = (
  at: 's.signed_at' | 's.from_at',
) => `p.partnership_id = s.partnership_id AND p.account_id = s.account_id
  AND p.agency_id = s.agency_id AND ${placeInForce(at, 'p')}`
const speaks = roleNotIn(rolesBy('invitation'), 'p.role')
const before = `(m.closed_at IS NULL OR s.signed_at <= m.closed_at)`

/** `meetings`: its parameters begin at `$2`. */
async function readRows(tx: Tx, meetings: string, values: unknown[]): Promise<AgencyRow[]> {
  const { rows } = await tx.$client.query<AgencyRow>(
    `SELECT m.id AS "meetingId", m.date, m.state <> ALL ($1) AS closed, g.id AS "agencyId", g.name AS "agencyName",
        g.created_at <= m.starts_at AS joined, o.id IS NOT NULL AS apologies, o.reason AS "apologiesFor",
        ARRAY(SELECT p.role FROM attendances s JOIN memberships p ON ${heldThen('s.from_at')} AND ${speaks}
          WHERE s.partnership_id = m.partnership_id AND s.meeting_id = m.id AND s.agency_id = g.id AND s.struck_at IS NULL) AS roles
      FROM (${meetings}) m
      JOIN agencies g ON g.partnership_id = m.partnership_id
      LEFT JOIN apologies o ON o.partnership_id = m.partnership_id AND o.meeting_id = m.id AND o.agency_id = g.id AND o.withdrawn_at IS NULL
      ORDER BY m.date, m.id, g.name, g.id`,
    [comingMeetingStates.stand, ...values],
  )
  return rows
}

/** MTG-6, of one meeting: by agency, guests and observers apart. @throws Refusal not_found */
export async function readMeetingAttendance(tx: Tx, meetingId: string): Promise<MeetingAttendance> {
  const agencies = await readRows(
    tx,
    'SELECT * FROM meetings WHERE partnership_id = app.partnership_id() AND id = $2',
    [meetingId],
  )
  if (agencies.length === 0) throw new Refusal('not_found')
  const { rows } = await tx.$client.query<
    Omit<MeetingAttendance['observers'][number], 'stays'> & { invited: boolean }
  >(
    `SELECT a.id AS "accountId", a.name, s.agency_id AS "agencyId", s.signed_at AS "signedAt", s.recorded_by IS NOT NULL AS "onPaper", s.kept_at AS "keptAt",
        v.organisation, NOT EXISTS (SELECT FROM memberships p WHERE ${heldThen('s.signed_at')} AND ${speaks}) AS invited
      FROM meeting_signatures s
      JOIN meetings m ON m.partnership_id = s.partnership_id AND m.id = s.meeting_id
      JOIN accounts a ON a.id = s.account_id
      LEFT JOIN LATERAL (SELECT v.organisation FROM guest_invitations v JOIN memberships p ON ${heldThen('s.signed_at')} AND p.id = v.membership_id
          AND p.partnership_id = v.partnership_id
        WHERE v.meeting_id = s.meeting_id LIMIT 1) v ON true
      WHERE s.partnership_id = app.partnership_id() AND s.meeting_id = $1 AND ${before} ORDER BY s.signed_at, a.name LIMIT 200`,
    [meetingId],
  )
  const stays = await readStays(tx, meetingId)
  const signed = (row: (typeof rows)[number]) => {
    const { accountId, agencyId, name, signedAt, onPaper, keptAt } = row
    return { accountId, agencyId, name, signedAt, onPaper, keptAt, stays: stays.get(placeKey(row)) ?? [] }
  }
  return {
    agencies: agencies.map((agency) => ({
      agencyId: agency.agencyId,
      agencyName: agency.agencyName,
      attendance: attendanceOf({ ...agency, present: agency.roles }),
      apologiesFor: agency.apologiesFor,
      signed: rows.filter(({ agencyId, invited }) => agencyId === agency.agencyId && !invited).map(signed),
    })),
    // ACC-6: a guest of a case that the reader may not see is not told of: her organisation is not readable either.
    observers: rows
      .filter(({ invited, organisation }) => invited && organisation !== null)
      .map((row) => ({ ...signed(row), organisation: row.organisation })),
  }
}

/** MTG-6, of the monthly meetings on local dates from one until before another; how each agency attended, to be judged. */
export const readAttendance = (tx: Tx, from: string, until: string): Promise<AgencyRow[]> =>
  readRows(
    tx,
    `SELECT * FROM meetings WHERE partnership_id = app.partnership_id() AND kind = 'monthly' AND date >= $2 AND date < $3`,
    [from, until],
  )

/** MTG-6: the last twelve monthly meetings that have begun, oldest first. `today`: the local date. */
export async function readYear(tx: Tx, today: string): Promise<AttendanceYear> {
  const rows = await readRows(
    tx,
    `SELECT * FROM meetings WHERE partnership_id = app.partnership_id() AND kind = 'monthly' AND (state <> ALL ($3) OR date < $2)
      ORDER BY date DESC LIMIT 12`,
    [today, plannedMeetingStates],
  )
  const meetings = new Map(rows.map(({ meetingId, date }) => [meetingId, { id: meetingId, date }]))
  const agencies = new Map<string, AttendanceYear['agencies'][number]>()
  for (const row of rows) {
    const { agencyId, agencyName, joined } = row
    const known = agencies.get(agencyId) ?? { agencyId, agencyName, attendance: [] }
    known.attendance.push(joined ? attendanceOf({ ...row, present: row.roles }) : null)
    agencies.set(agencyId, known)
  }
  return { meetings: [...meetings.values()], agencies: [...agencies.values()] }
}
