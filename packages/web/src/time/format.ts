import type { WorkingCalendar } from '@alongside/shared/calendar'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

/** '2026-04-14' → "14 April 2026". A date without a time zone. */
export function dateInWords(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date)
  return `${day} ${months[month - 1]} ${year}`
}

/** An instant as the partnership's wall shows it: "Tuesday 14 April 2026, 16:20". */
export function instantInWords(calendar: WorkingCalendar, instant: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(calendar.timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return `${weekdays[local.dayOfWeek - 1]} ${dateInWords(local.toPlainDate().toString())}, ${time}`
}

/** The local day of an instant: "14 April 2026". */
export const dayInWords = (calendar: WorkingCalendar, instant: string): string =>
  dateInWords(Temporal.Instant.from(instant).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString())

/** Today in the partnership's time zone, 'YYYY-MM-DD'. */
export const todayIn = (calendar: WorkingCalendar): string =>
  Temporal.Now.plainDateISO(calendar.timeZone).toString()
