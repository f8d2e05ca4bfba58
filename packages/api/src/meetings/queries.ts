import { type Role, rolesBy, rolesWhere } from '@alongside/shared/access'
import { agendaAtMost } from '@alongside/shared/agenda/values'
import { attendedAs } from '@alongside/shared/attendance/rules'
import { localDay } from '@alongside/shared/calendar'
import { comingMeetingStates } from '@alongside/shared/meetings/rules'
import type { Meeting, MeetingState, MeetingSummary } from '@alongside/shared/meetings/schema'
import { Refusal } from '@alongside/shared/problems'
import { roleNotIn } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import { readDeputy, readLeftToOthers } from '../agenda/deputies.ts'
import { readAgenda } from '../agenda/queries.ts'
import { readNotNeeded } from '../agenda/stepping-out.ts'
import { readOwnStay } from '../attendance/presence.ts'
import { hold } from '../db/hold.ts'
import type { Tx } from '../db/pool.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'

/** On `m`: the actor has signed this meeting's agreement. */
export const hasSigned = `EXISTS (SELECT FROM meeting_signatures s WHERE s.partnership_id = m.partnership_id AND s.meeting_id = m.id
  AND s.account_id = app.account_id() AND s.agency_id = app.agency_id())`

/** When the meeting's minutes went out, on `m`. */
export const minutesOut = `(SELECT min(n.distributed_at) FROM minutes n
  WHERE n.partnership_id = m.partnership_id AND n.meeting_id = m.id)`

/** On `m`: how many agencies have answered to its present date, and of them, how many can. */
const agenciesWhere = (condition: string) =>
  `(SELECT count(*) FROM (SELECT bool_or(r.answer = 'can_come') AS can FROM meeting_replies r
    WHERE r.partnership_id = m.partnership_id AND r.meeting_id = m.id AND r.starts_at = m.starts_at GROUP BY r.agency_id) a WHERE ${condition})`

const summaryColumns = `m.id, m.version, m.date, m.starts_at AS "startsAt", m.opens_from AS "opensFrom", m.kind,
    (SELECT k.reference FROM cases k WHERE k.partnership_id = m.partnership_id AND k.id = m.case_id) AS "caseReference", m.mode, m.venue, m.joining, m.state,
    m.referrals_by AS "referralsBy", m.confirmation_from AS "confirmationFrom", m.confirmation_until AS "confirmationUntil",
    m.pack_by AS "packBy", m.minutes_due_by AS "minutesDueBy", m.confirmed_at AS "confirmedAt",
    m.pack_circulated_at AS "packCirculatedAt", m.pack_late_because AS "packLateBecause", m.agenda_published_at AS "agendaPublishedAt", ${minutesOut} AS "minutesDistributedAt",
    (SELECT r.answer FROM meeting_replies r WHERE r.partnership_id = m.partnership_id AND r.meeting_id = m.id
      AND r.starts_at = m.starts_at AND r.account_id = app.account_id() AND r.agency_id = app.agency_id()) AS "myReply",
    ${agenciesWhere('a.can')} AS "agenciesThatCan", ${agenciesWhere('NOT a.can')} AS "agenciesThatCannot", ${hasSigned} AS "signedByMe",
    (SELECT count(*) FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id) AS items,
    EXISTS (SELECT FROM minutes n WHERE n.partnership_id = m.partnership_id AND n.meeting_id = m.id
      AND n.distributed_at IS NOT NULL) AS "minutesDistributed"`

/** `$2`: those of a meeting that is not closed. Said to who coordinates alone: a change that others cannot see would tell them that there is a case (ACC-6). */
const agendaChanged = `(app.coordinates() AND m.state = ANY ($2) AND EXISTS (SELECT FROM agenda_items i
    WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id AND i.arranged_at > m.agenda_published_at))`

/** MTG-5, ACC-9: what the actor does with it beside taking part. */
const whoRuns = `app.runs_meeting(m.id) AS runs, app.names_deputy(m.id) AS "namesDeputy",
    app.keeps_attendance(m.id) AS "keepsAttendance"`

type HowItRan = 'openedAt' | 'closedAt' | 'underWay'
const howItRan = `m.opened_at AS "openedAt", m.closed_at AS "closedAt", app.under_way(m.id) AS "underWay"`

/** As SQL, among what is selected from: `here.today`, the partnership's local day, where nothing else waits for it. */
export const todayHere =
  '(SELECT (app.moment() AT TIME ZONE p.time_zone)::date AS today FROM partnerships p WHERE p.id = app.partnership_id()) here'

/** The same by itself. */
export const localDayHere = `(SELECT here.today FROM ${todayHere})`

/** Not closed, and not over by the calendar unless it still runs. `$3` and `$4`: `comingMeetingStates`. */
const isComing = `(m.state = ANY ($3) AND (m.state = ANY ($4) OR m.date >= ${localDayHere}))`

/** Coming meetings soonest first, past ones latest first; without `when` both, in that order. */
export async function readMeetings(
  tx: Tx,
  {
    when,
    kind = 'monthly',
    limit,
  }: {
    when?: 'coming' | 'past' | undefined
    kind?: MeetingSummary['kind'] | undefined
    limit: number
  },
): Promise<MeetingSummary[]> {
  const asked = { coming: isComing, past: `NOT ${isComing}` }
  const { rows } = await tx.$client.query<MeetingSummary>({
    name: `meetings ${when ?? 'all'}`,
    text: `SELECT ${summaryColumns} FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.kind = $2
        AND ${when ? asked[when] : 'true'}
      ORDER BY ${isComing} DESC, CASE WHEN ${isComing} THEN m.date END, m.date DESC LIMIT $1`,
    values: [limit, kind, comingMeetingStates.stand, comingMeetingStates.runs],
  })
  return rows
}

/** A meeting with the agenda lines that the reader's grants open, and nothing that names anyone. @throws Refusal not_found */
export async function readMeeting(tx: Tx, meetingId: string): Promise<Meeting> {
  const [summaries, agenda, spokenOf, agreement, present, inRoom, moves, turns, deputy, left, notNeeded] =
    await Promise.all([
      tx.$client.query<
        MeetingSummary &
          Pick<
            Meeting,
            | 'agendaChanged'
            | 'lengthMinutes'
            | 'followed'
            | 'runs'
            | 'namesDeputy'
            | 'keepsAttendance'
            | HowItRan
          > & {
            emergencyNeedsDeputy: boolean
          }
      >({
        name: 'read-meeting',
        text: `SELECT ${summaryColumns}, m.length_minutes AS "lengthMinutes", ${howItRan}, ${agendaChanged} AS "agendaChanged",
          app.followed(m.id, $3, $4) AS followed, ${whoRuns},
          app.emergency_needs_deputy(m.id) AS "emergencyNeedsDeputy"
        FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
        values: [meetingId, comingMeetingStates.stand, rolesWhere('comesToMeetings'), agendaAtMost],
      }),
      readAgenda(tx, meetingId),
      readSpokenOf(tx, meetingId),
      confidentialityAgreement(tx, null),
      readPresent(tx, meetingId),
      readOwnStay(tx, meetingId),
      readMoves(tx, meetingId),
      readTurns(tx, meetingId),
      readDeputy(tx, meetingId),
      readLeftToOthers(tx, meetingId),
      readNotNeeded(tx, meetingId, null),
    ])
  const [summary] = summaries.rows
  if (!summary) throw new Refusal('not_found')
  const confidentialityText = agreement.text
  const { emergencyNeedsDeputy, ...shown } = summary
  // MTG-5: in an emergency it is asked of who was called, and sees the case; of a monthly meeting of who coordinates, who does not.
  const deputyNeeded = left.deputyNeeded || emergencyNeedsDeputy
  return {
    ...{ ...shown, agenda, ...spokenOf, deputy, ...left, deputyNeeded },
    ...{ notNeeded: notNeeded(summary.startsAt), confidentialityText, present, inRoom, moves, turns },
  }
}

/** The item that is spoken of now, and the one that is called, where the reader may see them: of others there is nothing to tell (ACC-6). */
async function readSpokenOf(
  tx: Tx,
  meetingId: string,
): Promise<Pick<Meeting, 'currentItemId' | 'callingItemId'>> {
  const { rows } = await tx.$client.query<Pick<Meeting, 'currentItemId' | 'callingItemId'>>({
    name: 'spoken-of',
    text: `SELECT i.id AS "currentItemId", c.id AS "callingItemId" FROM meetings m
      LEFT JOIN agenda_items i ON i.partnership_id = m.partnership_id AND i.id = m.current_item_id
      LEFT JOIN agenda_items c ON c.partnership_id = m.partnership_id AND c.id = m.calling_item_id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
    values: [meetingId],
  })
  return rows[0] ?? { currentItemId: null, callingItemId: null }
}

/** From which date to which, by whom and why, the latest first; moves by the rule have no reason. */
async function readMoves(tx: Tx, meetingId: string): Promise<Meeting['moves']> {
  const { rows } = await tx.$client.query<Meeting['moves'][number]>({
    name: 'meeting-moves',
    text: `SELECT v.from_starts_at AS "from", v.to_starts_at AS "to", v.reason, v.exception, a.name AS by, v.at
      FROM meeting_moves v JOIN accounts a ON a.id = v.account_id
      WHERE v.partnership_id = app.partnership_id() AND v.meeting_id = $1 ORDER BY v.at DESC, v.id DESC LIMIT 100`,
    values: [meetingId],
  })
  return rows
}

/** What is on record beside opening and closing, the latest first (MTG-6). */
async function readTurns(tx: Tx, meetingId: string): Promise<Meeting['turns']> {
  const { rows } = await tx.$client.query<Meeting['turns'][number]>({
    name: 'meeting-turns',
    text: `SELECT t.turn, t.reason, a.name AS by, t.at FROM meeting_turns t JOIN accounts a ON a.id = t.account_id
      WHERE t.partnership_id = app.partnership_id() AND t.meeting_id = $1 ORDER BY t.at DESC, t.id DESC LIMIT 100`,
    values: [meetingId],
  })
  return rows
}

export async function localToday(tx: Tx, now: string): Promise<string> {
  return localDay(calendarOf(await readPartnership(tx, now)), now)
}

/** The agreement that each person signs for each meeting, in the version in force on a local day, or today (ACC-5). */
export async function confidentialityAgreement(
  tx: Tx,
  day: string | null,
): Promise<{ id: string; text: string }> {
  const { rows } = await tx.$client.query<{ id: string; text: string }>({
    name: 'confidentiality-agreement',
    text: `SELECT id, text FROM agreement_versions WHERE partnership_id = app.partnership_id()
        AND kind = 'meeting_confidentiality' AND effective_from <= coalesce($1::date, ${localDayHere}) ORDER BY version DESC LIMIT 1`,
    values: [day],
  })
  const [agreement] = rows
  if (!agreement) throw new Error('a partnership is founded with a confidentiality agreement')
  return agreement
}

/**
 * MTG-6: who was in the room for an agency, from when to when; who came back is told once. The invited stand apart
 * (attendance/): a guest tells of a case that not everyone may see (ACC-6).
 */
export async function readPresent(tx: Tx, meetingId: string): Promise<Meeting['present']> {
  return (await readInRoom(tx, meetingId)).map(({ role, ...one }) => ({ ...one, as: attendedAs(role) }))
}

type InRoom = Omit<Meeting['present'][number], 'as'> & { role: Role }

/** The same with the role in which each came. */
export async function readInRoom(tx: Tx, meetingId: string): Promise<InRoom[]> {
  const { rows } = await tx.$client.query<InRoom>({
    name: 'present',
    text: `SELECT a.name, g.name AS "agencyName", p.role, min(s.from_at) AS "from",
        CASE WHEN bool_or(s.until_at IS NULL) THEN NULL ELSE max(s.until_at) END AS until
      FROM attendances s
      JOIN accounts a ON a.id = s.account_id
      JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.agency_id
      JOIN LATERAL (SELECT p.role FROM memberships p WHERE p.partnership_id = s.partnership_id AND p.account_id = s.account_id
        AND p.agency_id = s.agency_id AND ${placeInForce('s.from_at', 'p')} AND ${roleNotIn(rolesBy('invitation'), 'p.role')} LIMIT 1) p ON true
      WHERE s.partnership_id = app.partnership_id() AND s.meeting_id = $1 AND s.struck_at IS NULL AND NOT s.invited
      GROUP BY a.id, a.name, g.id, g.name, p.role ORDER BY g.name, a.name LIMIT 200`,
    values: [meetingId],
  })
  return rows
}

/** What decides about a meeting, without its agenda. */
export interface MeetingHead {
  id: string
  version: number
  kind: MeetingSummary['kind']
  state: MeetingState
  startsAt: string
  opensFrom: string
  openedAt: string | null
  confirmationFrom: string
  confirmedAt: string | null
  mode: MeetingSummary['mode']
  venue: string
  joining: string
  referralsBy: string
  packBy: string
  signedByMe: boolean
  agendaPublishedAt: string | null
  agendaChanged: boolean
  packCirculatedAt: string | null
  underWay: boolean
  minutesDistributed: boolean
  /** The actor sees every case on every agenda. */
  coordinates: boolean
  /** She opens and closes it: she coordinates, or is deputy of an emergency that neither chair nor coordinator may hear. */
  runs: boolean
  namesDeputy: boolean
  keepsAttendance: boolean
}

/** Holds the meeting, and with it every item's record, until the transaction ends. @throws Refusal not_found */
export async function lockMeeting(tx: Tx, meetingId: string): Promise<MeetingHead> {
  await hold(tx, 'meetings', meetingId)
  return readHead(tx, meetingId)
}

/** For who asks only whether the meeting is there, and what the reader may do: its agenda costs ten times as much. @throws Refusal not_found */
export async function readHead(tx: Tx, meetingId: string): Promise<MeetingHead> {
  const { rows } = await tx.$client.query<MeetingHead>({
    name: 'head-of-meeting',
    text: `SELECT m.id, m.version, m.kind, m.state, m.starts_at AS "startsAt", m.opens_from AS "opensFrom", m.opened_at AS "openedAt",
        m.confirmation_from AS "confirmationFrom", m.confirmed_at AS "confirmedAt", m.mode, m.venue, m.joining,
        m.referrals_by AS "referralsBy", m.pack_by AS "packBy", ${hasSigned} AS "signedByMe",
        m.agenda_published_at AS "agendaPublishedAt", ${agendaChanged} AS "agendaChanged",
        m.pack_circulated_at AS "packCirculatedAt", app.under_way(m.id) AS "underWay",
        ${minutesOut} IS NOT NULL AS "minutesDistributed", app.coordinates() AS coordinates, ${whoRuns}
      FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
    values: [meetingId, comingMeetingStates.stand],
  })
  const [meeting] = rows
  if (!meeting) throw new Refusal('not_found')
  return meeting
}

/** ACC-5: no papers before the signature. @throws Refusal meeting.confidentiality_unsigned */
export function mustHaveSigned({ signedByMe }: { signedByMe: boolean }): void {
  if (!signedByMe) throw new Refusal('meeting.confidentiality_unsigned')
}

/** The actor sees every case, and is told what concerns all agencies. */
export async function doesCoordinate(tx: Tx): Promise<boolean> {
  const { rows } = await tx.$client.query<{ coordinates: boolean }>('SELECT app.coordinates() AS coordinates')
  return rows[0]?.coordinates === true
}

/** A coordinator of another agency than the coordinating one sees some agendas in part, and takes filled ones for empty. @throws Refusal access.not_permitted */
export async function mustCoordinate(tx: Tx): Promise<void> {
  if (!(await doesCoordinate(tx))) throw new Refusal('access.not_permitted')
}
