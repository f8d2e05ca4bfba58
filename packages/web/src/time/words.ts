import { describeDeadline, localDate, type WorkingCalendar } from '@alongside/shared/calendar'

/** A deadline in the two halves that the kit's Deadline shows; `soon` within 24 hours of the wall clock. */
export function deadlineOf(calendar: WorkingCalendar, dueAt: string, now: Temporal.Instant) {
  const due = Temporal.Instant.from(dueAt)
  const [relative = '', exact = ''] = describeDeadline(calendar, due, now).split(' — ')
  return { relative, exact, state: stateOf(due.epochMilliseconds - now.epochMilliseconds) }
}

function stateOf(millisecondsLeft: number): 'late' | 'soon' | undefined {
  if (millisecondsLeft < 0) return 'late'
  return millisecondsLeft < 24 * 3_600_000 ? 'soon' : undefined
}

const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })
const noonOf = (day: string) => new Date(`${day}T12:00:00Z`)
const dayOf = (calendar: WorkingCalendar, at: string) =>
  localDate(calendar, Temporal.Instant.from(at)).toString()

/** '2026-04-09' → "9 April 2026". */
export const dateWords = (day: string): string => date.format(noonOf(day))

/** An instant's local day: "Thursday 9 April 2026". */
export const dayWords = (calendar: WorkingCalendar, at: string): string =>
  `${weekday.format(noonOf(dayOf(calendar, at)))} ${dateWords(dayOf(calendar, at))}`

/** An instant's local time of day: "14:05". */
export const timeWords = (calendar: WorkingCalendar, at: string): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' })

/** An instant's local day, without the weekday: "9 April 2026". */
export const localDateWords = (calendar: WorkingCalendar, at: string): string =>
  dateWords(dayOf(calendar, at))

/** An instant, local: "9 April 2026, 14:05". */
export const momentWords = (calendar: WorkingCalendar, at: string): string =>
  `${dateWords(dayOf(calendar, at))}, ${timeWords(calendar, at)}`

/** The end of something, an exclusive instant: midnight is told as the end of the day before. */
export function untilWords(calendar: WorkingCalendar, until: string): string {
  const local = Temporal.Instant.from(until).toZonedDateTimeISO(calendar.timeZone)
  const isMidnight = local.equals(local.startOfDay())
  if (!isMidnight) return momentWords(calendar, until)
  return `the end of ${dateWords(local.toPlainDate().subtract({ days: 1 }).toString())}`
}

/** A stretch of time, local, the day told once where it is one day: "9 April 2026, 14:05 to 15:00". */
export function spanWords(calendar: WorkingCalendar, from: string, to: string): string {
  const [first, last] = [momentWords(calendar, from), momentWords(calendar, to)]
  if (first === last) return first
  return dayOf(calendar, from) === dayOf(calendar, to)
    ? `${first} to ${timeWords(calendar, to)}`
    : `${first} to ${last}`
}
