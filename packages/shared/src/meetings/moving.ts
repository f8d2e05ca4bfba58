import { isWorkingDay, type WorkingCalendar } from '../calendar.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import { type MeetingPlan, whyNotInMeeting } from './rules.ts'
import type { MeetingSummary } from './schema.ts'

/** Why this meeting cannot be confirmed now; null when it can. Late is better than never: until it opens. */
export function whyNotConfirm(
  {
    state,
    confirmedAt,
    confirmationFrom,
  }: Pick<MeetingSummary, 'state' | 'confirmedAt' | 'confirmationFrom'>,
  now: string,
): ProblemCode | null {
  const refused = whyNotInMeeting('settle', state)
  if (refused) return refused
  if (confirmedAt) return 'meeting.confirmed'
  return Temporal.Instant.compare(now, confirmationFrom) < 0 ? 'meeting.too_early' : null
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/**
 * What stands in the way of moving a meeting there, at its place in the request; null when nothing does.
 * `taken`: the local dates of the partnership's other meetings.
 */
export function whyNotMoveTo(
  calendar: WorkingCalendar,
  { date, startsAt }: Pick<MeetingPlan, 'date' | 'startsAt'>,
  taken: readonly string[],
  now: string,
): Fault | null {
  const day = Temporal.PlainDate.from(date)
  const fault = (code: string, detail: string) => ({ pointer: '/date', code, detail })
  if (Temporal.Instant.compare(startsAt, now) <= 0) return fault('past', 'is over already')
  if (day.dayOfWeek > 5) return fault('weekend', `is a ${weekdays[day.dayOfWeek - 1]}`)
  if (!isWorkingDay(calendar, day))
    return fault('bank_holiday', `is a bank holiday: ${weekdays[day.dayOfWeek - 1]} ${date}`)
  return taken.includes(date) ? fault('taken', 'is the day of another meeting') : null
}
