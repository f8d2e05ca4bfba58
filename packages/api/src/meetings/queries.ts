import { localDay } from '@alongside/shared/calendar'
import type { Meeting, MeetingState, MeetingSummary } from '@alongside/shared/meetings/contract'
import { Refusal } from '@alongside/shared/problems'
import type { Tx } from '../db/pool.ts'
import { calendarOf, readPartnership } from '../partnerships/queries.ts'
import { readAgenda } from './agenda.ts'

/** On `m`: the actor has signed this meeting's agreement. */
export const hasSigned = `EXISTS (SELECT FROM meeting_signatures s WHERE s.partnership_id = m.partnership_id AND s.meeting_id = m.id
  AND s.account_id = app.account_id() AND s.agency_id = app.agency_id())`

const selectSummaries = `SELECT m.id, m.version, m.date, m.starts_at AS "startsAt", m.kind, m.mode, m.venue, m.state,
    m.referrals_by AS "referralsBy", m.confirmation_from AS "confirmationFrom", m.confirmation_until AS "confirmationUntil",
    m.pack_by AS "packBy", ${hasSigned} AS "signedByMe",
    (SELECT count(*) FROM agenda_items i WHERE i.partnership_id = m.partnership_id AND i.meeting_id = m.id) AS items,
    EXISTS (SELECT FROM minutes n WHERE n.partnership_id = m.partnership_id AND n.meeting_id = m.id) AS "minutesDistributed"
  FROM meetings m`

/** Not closed, and not over by the calendar unless it still runs. `$1`: today, local. */
const isComing = `(m.state = 'open' OR (m.state = 'planned' AND m.date >= $1::date))`

/** Coming meetings soonest first, past ones latest first; without `when` both, in that order. `today`: the local date. */
export async function readMeetings(
  tx: Tx,
  today: string,
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
    text: `${selectSummaries} WHERE m.partnership_id = app.partnership_id() AND m.kind = $3
        AND ${when ? asked[when] : 'true'}
      ORDER BY ${isComing} DESC, CASE WHEN ${isComing} THEN m.date END, m.date DESC LIMIT $2`,
    values: [today, limit, kind],
  })
  return rows
}

/** A meeting with the agenda lines that the reader's grants open, and nothing that names anyone. @throws Refusal not_found */
export async function readMeeting(tx: Tx, meetingId: string, today: string): Promise<Meeting> {
  const [summaries, agenda, agreement, present] = await Promise.all([
    tx.$client.query<MeetingSummary>({
      name: 'read-meeting',
      text: `${selectSummaries} WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
      values: [meetingId],
    }),
    readAgenda(tx, meetingId),
    confidentialityAgreement(tx, today),
    readPresent(tx, meetingId),
  ])
  const [summary] = summaries.rows
  if (!summary) throw new Refusal('not_found')
  return { ...summary, agenda, confidentialityText: agreement.text, present }
}

export async function localToday(tx: Tx, now: string): Promise<string> {
  return localDay(calendarOf(await readPartnership(tx, now)), now)
}

/** The agreement that each person signs for each meeting, in the version in force on a local day (ACC-5). */
export async function confidentialityAgreement(tx: Tx, today: string): Promise<{ id: string; text: string }> {
  const { rows } = await tx.$client.query<{ id: string; text: string }>({
    name: 'confidentiality-agreement',
    text: `SELECT id, text FROM agreement_versions WHERE partnership_id = app.partnership_id()
        AND kind = 'meeting confidentiality' AND effective_from <= $1 ORDER BY version DESC LIMIT 1`,
    values: [today],
  })
  const [agreement] = rows
  if (!agreement) throw new Error('a partnership is founded with a confidentiality agreement')
  return agreement
}

/** MTG-6: whoever signed before the meeting closed; later signatures open its minutes and make nobody present. */
export async function readPresent(tx: Tx, meetingId: string): Promise<Meeting['present']> {
  const { rows } = await tx.$client.query<Meeting['present'][number]>({
    name: 'present',
    text: `SELECT a.name, g.name AS "agencyName", s.signed_at AS "signedAt"
      FROM meeting_signatures s
      JOIN meetings m ON m.partnership_id = s.partnership_id AND m.id = s.meeting_id
      JOIN accounts a ON a.id = s.account_id
      JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.agency_id
      WHERE s.partnership_id = app.partnership_id() AND s.meeting_id = $1 AND (m.closed_at IS NULL OR s.signed_at <= m.closed_at)
      ORDER BY g.name, a.name LIMIT 200`,
    values: [meetingId],
  })
  return rows
}

export interface LockedMeeting {
  id: string
  version: number
  state: MeetingState
  startsAt: string
  signedByMe: boolean
  /** The actor sees every case on every agenda. */
  coordinates: boolean
}

/** Holds the meeting, and with it every item's record, until the transaction ends. @throws Refusal not_found */
export async function lockMeeting(tx: Tx, meetingId: string): Promise<LockedMeeting> {
  const { rows } = await tx.$client.query<LockedMeeting>({
    name: 'lock-meeting',
    text: `SELECT m.id, m.version, m.state, m.starts_at AS "startsAt", ${hasSigned} AS "signedByMe",
        app.coordinates() AS coordinates
      FROM meetings m WHERE m.partnership_id = app.partnership_id() AND m.id = $1 FOR UPDATE OF m`,
    values: [meetingId],
  })
  const [meeting] = rows
  if (!meeting) throw new Refusal('not_found')
  return meeting
}

/** ACC-5: no papers before the signature. @throws Refusal meeting.confidentiality_unsigned */
export function mustHaveSigned({ signedByMe }: { signedByMe: boolean }): void {
  if (!signedByMe) throw new Refusal('meeting.confidentiality_unsigned')
}
