import {
  addWorkingDays,
  endOfDay,
  isWorkingDay,
  localDate,
  responseDue,
  type WorkingCalendar,
  workingDaysBetween,
} from '../calendar.ts'
import type { ResponseTime } from '../traffic-light/schema.ts'

/** REF-13: from a question until its answer. Instants; null: it waits for its answer. */
export interface Stand {
  from: string
  until: string | null
}

/** A clock of hours that is set going again has so much left at least. */
const floor = { minutes: 30 }
/** A clock of hours rests so long for one question and then runs again, answered or not. */
const hoursRestAtMost = { hours: 2 }
const standsAtMost = 2

interface Clock {
  /** When the answer is due. While a question waits: as if it waited as long as the clock may rest. */
  dueAt: string
  /** Until when it rests at the latest; null where no question that waits holds it, or none holds it any more. */
  restsUntil: string | null
}

/**
 * REF-8, REF-13: a recipient's clock from submission, with the questions that it asked, in their order. It rests for two of
 * them, together no longer than the response time. A clock of hours goes on with what was left; one of working days moves by
 * the ends of working days that went by. One that is out does not rest.
 */
export function clockOf(
  calendar: WorkingCalendar,
  time: ResponseTime,
  submittedAt: string,
  stands: readonly Stand[],
): Clock {
  const kind = time.unit === 'hours' ? ofHours : ofWorkingDays(calendar)
  let due = responseDue(calendar, time, Temporal.Instant.from(submittedAt))
  let left = time.amount
  let rests = 0
  let restsUntil: string | null = null
  for (const stand of stands) {
    const from = Temporal.Instant.from(stand.from)
    if (rests === standsAtMost || left <= 0 || isBefore(due, from)) continue
    const atMost = kind.latestEnd(from, left)
    const until = stand.until === null ? atMost : earlier(Temporal.Instant.from(stand.until), atMost)
    const passed = kind.passed(from, until)
    due = kind.goOn(due, until, passed)
    left -= passed
    rests += 1
    if (stand.until === null) restsUntil = atMost.toString()
  }
  return { dueAt: due.toString(), restsUntil }
}

interface KindOfClock {
  /** Until when it may rest from then on, with so much left that it may. */
  latestEnd: (from: Temporal.Instant, left: number) => Temporal.Instant
  /** How much of its own measure goes by. */
  passed: (from: Temporal.Instant, until: Temporal.Instant) => number
  goOn: (due: Temporal.Instant, at: Temporal.Instant, passed: number) => Temporal.Instant
}

const millisecondsOfHour = 3_600_000

const ofHours: KindOfClock = {
  latestEnd: (from, left) =>
    from.add({ milliseconds: Math.min(left, hoursRestAtMost.hours) * millisecondsOfHour }),
  passed: (from, until) => (until.epochMilliseconds - from.epochMilliseconds) / millisecondsOfHour,
  goOn: (due, at, passed) =>
    later(due.add({ milliseconds: Math.round(passed * millisecondsOfHour) }), at.add(floor)),
}

const ofWorkingDays = (calendar: WorkingCalendar): KindOfClock => ({
  latestEnd: (from, left) => {
    const day = localDate(calendar, from)
    const first = isWorkingDay(calendar, day) && !isBefore(endOfDay(calendar, day), from)
    return endOfDay(calendar, addWorkingDays(calendar, day, first ? left - 1 : left))
  },
  passed: (from, until) => {
    const [firstDay, lastDay] = [lastEnded(calendar, from, false), lastEnded(calendar, until, true)]
    return Temporal.PlainDate.compare(lastDay, firstDay) > 0
      ? workingDaysBetween(calendar, firstDay, lastDay)
      : 0
  },
  goOn: (due, _, passed) => endOfDay(calendar, addWorkingDays(calendar, localDate(calendar, due), passed)),
})

/** The last local day that has ended by then; `now`: its last second counts as its end. */
function lastEnded(calendar: WorkingCalendar, at: Temporal.Instant, now: boolean): Temporal.PlainDate {
  const day = localDate(calendar, at)
  const end = endOfDay(calendar, day)
  return isBefore(end, at) || (now && end.equals(at)) ? day : day.subtract({ days: 1 })
}

const isBefore = (one: Temporal.Instant, other: Temporal.Instant) => Temporal.Instant.compare(one, other) < 0
const earlier = (one: Temporal.Instant, other: Temporal.Instant) => (isBefore(one, other) ? one : other)
const later = (one: Temporal.Instant, other: Temporal.Instant) => (isBefore(one, other) ? other : one)
