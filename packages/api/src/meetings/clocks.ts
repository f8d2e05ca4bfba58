import { workingCalendar } from '@alongside/shared/calendar'
import { type Warning, warningsOf } from '@alongside/shared/meetings/dates'
import type { Tx } from '../db/pool.ts'
import { emit } from '../events/outbox.ts'
import type { Slice } from '../notices/slice.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'
import { holdTwelveMonths } from './calendar.ts'
import { minutesOut } from './queries.ts'

type MeetingClock = Parameters<typeof warningsOf>[1] & { id: string; timeZone: string; holidays: string[] }

export async function meetingClocks({ tx, services, now }: Slice): Promise<void> {
  await keepCalendar(tx, now)
  await warnOfDates(tx, services, now)
}

/** MTG-1: the calendar always holds the next twelve months; a date that it gains is proposed to all members. */
async function keepCalendar(tx: Tx, now: string): Promise<void> {
  for (const meetingId of await holdTwelveMonths(tx, now))
    await emit(tx, { type: 'meeting.planned', data: { meetingId } }, now)
}

/** MTG-2: the dates that follow from a meeting's, warned about before and told once when missed. Of the monthly ones alone. */
async function warnOfDates(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<MeetingClock>({
    name: 'meeting-clocks',
    text: `SELECT m.id, m.starts_at AS "startsAt", m.referrals_by AS "referralsBy", m.confirmation_from AS "confirmationFrom",
        m.confirmation_until AS "confirmationUntil", m.pack_by AS "packBy", m.minutes_due_by AS "minutesDueBy",
        m.confirmed_at AS "confirmedAt", m.pack_circulated_at AS "packCirculatedAt", ${minutesOut} AS "minutesDistributedAt",
        p.time_zone AS "timeZone", ARRAY(SELECT h.date::text FROM bank_holidays h WHERE h.division = p.division) AS holidays
      FROM meetings m JOIN partnerships p ON p.id = m.partnership_id
      WHERE m.partnership_id = app.partnership_id() AND m.for_month IS NOT NULL
        AND m.starts_at BETWEEN $1::timestamptz - interval '21 days' AND $1::timestamptz + interval '21 days' ORDER BY m.starts_at`,
    values: [now],
  })
  for (const { timeZone, holidays, ...meeting } of rows)
    for (const warning of warningsOf(workingCalendar(timeZone, holidays), meeting, now))
      await warn(tx, services, meeting.id, warning, now)
}

async function warn(
  tx: Tx,
  services: Services,
  subjectId: string,
  { kind, to, occasion }: Warning,
  now: string,
): Promise<void> {
  const places = await placesOf(tx, to, null, now)
  await tell(tx, services, places, { kind, subjectId, reference: null, occasion }, now)
}
