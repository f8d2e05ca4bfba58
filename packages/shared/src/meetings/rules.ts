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
  /** From when it can be opened: an hour before it starts (MTG-6). */
  opensFrom: string
  referralsBy: string
  confirmationFrom: string
  confirmationUntil: string
  packBy: string
  minutesDueBy: string
}

/** MTG-6: minutes before its start from which a meeting can be opened. */
const opensBefore = 60

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
  const startsAt = atLocalTime(calendar, date, time)
  return {
    date: date.toString(),
    startsAt: startsAt.toString(),
    opensFrom: startsAt.subtract({ minutes: opensBefore }).toString(),
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
  /** Opened by mistake, and nothing recorded. */
  'take back': ['open'],
  reopen: ['closed'],
} as const satisfies Record<string, readonly MeetingState[]>

/** A meeting is coming until its day is over, and as long as it runs: one that `runs` may end after midnight. */
export const comingMeetingStates = { stand: meetingMoves.arrange, runs: meetingMoves.record }

/** Not begun yet. */
export const plannedMeetingStates = meetingMoves.open

/** Why the meeting does not allow this now; null when it does. */
export const whyNotInMeeting = (move: keyof typeof meetingMoves, state: MeetingState): ProblemCode | null =>
  (meetingMoves[move] as readonly MeetingState[]).includes(state) ? null : 'meeting.wrong_state'
