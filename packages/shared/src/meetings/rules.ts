import {
  atLocalTime,
  confirmationWindow,
  localDate,
  minutesDeadline,
  monthlyDates,
  packDeadline,
  referralDeadline,
  type WorkingCalendar,
} from '../calendar.ts'
import type { MeetingRule } from '../partnerships/contract.ts'
import type { ProblemCode } from '../problems.ts'
import type { MeetingState } from './schema.ts'

/** One date of the calendar with everything derived from it (MTG-1, MTG-2). Instants, but for `date`. */
export interface MeetingPlan {
  date: string
  startsAt: string
  referralsBy: string
  confirmationFrom: string
  confirmationUntil: string
  packBy: string
  minutesDueBy: string
}

/** The next `count` meetings of a rule, the first on or after the local day of `now`. */
export function meetingDates(
  calendar: WorkingCalendar,
  rule: MeetingRule,
  now: string,
  count: number,
): MeetingPlan[] {
  const from = localDate(calendar, Temporal.Instant.from(now))
  return monthlyDates(calendar, rule, from, count).map((date) => planOf(calendar, date, rule.time))
}

export function planOf(calendar: WorkingCalendar, date: Temporal.PlainDate, time: string): MeetingPlan {
  const confirmation = confirmationWindow(calendar, date)
  return {
    date: date.toString(),
    startsAt: atLocalTime(calendar, date, time).toString(),
    referralsBy: referralDeadline(calendar, date).toString(),
    confirmationFrom: confirmation.from.toString(),
    confirmationUntil: confirmation.until.toString(),
    packBy: packDeadline(calendar, date).toString(),
    minutesDueBy: minutesDeadline(calendar, date).toString(),
  }
}

const meetingMoves = {
  open: ['planned'],
  /** Saying whether one can come; settling when and where. */
  settle: ['planned'],
  record: ['open'],
  /** Ordering, timing, putting off, publishing, circulating, inviting, apologies, and telling what an agency knows. */
  arrange: ['planned', 'open'],
  close: ['open'],
} as const satisfies Record<string, readonly MeetingState[]>

/** A meeting is coming until its day is over, and as long as it runs: one that `runs` may end after midnight. */
export const comingMeetingStates = { stand: meetingMoves.arrange, runs: meetingMoves.record }

/** Not begun yet. */
export const plannedMeetingStates = meetingMoves.open

/** Why the meeting does not allow this now; null when it does. */
export const whyNotInMeeting = (move: keyof typeof meetingMoves, state: MeetingState): ProblemCode | null =>
  (meetingMoves[move] as readonly MeetingState[]).includes(state) ? null : 'meeting.wrong_state'
