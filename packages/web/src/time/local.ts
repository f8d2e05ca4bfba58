import {
  atLocalTime,
  endOfDay,
  localDate,
  startOfDay,
  type WorkingCalendar,
} from '@alongside/shared/calendar'

/** The local day and time of now, as fields hold them. */
export function localNow(calendar: WorkingCalendar): { date: string; time: string } {
  const now = Temporal.Now.zonedDateTimeISO(calendar.timeZone)
  return { date: now.toPlainDate().toString(), time: now.toPlainTime().toString({ smallestUnit: 'minute' }) }
}

export const today = (calendar: WorkingCalendar): string =>
  localDate(calendar, Temporal.Now.instant()).toString()

function plainDate(day: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' })
  } catch {
    return null
  }
}

export const isDate = (day: string): boolean => plainDate(day) !== null

/** The instant of a local day and time as typed ("9:05", "14.05", "1405"); null while they are not both right. */
export function instantOf(calendar: WorkingCalendar, day: string, time: string): string | null {
  const date = plainDate(day)
  const [, hours = '', minutes = ''] = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/.exec(time.trim()) ?? []
  return date && minutes
    ? atLocalTime(calendar, date, `${hours.padStart(2, '0')}:${minutes}`).toString()
    : null
}

/** The last second of a local day, as deadlines end; null while the day is unfinished. */
export function endOf(calendar: WorkingCalendar, day: string): string | null {
  const date = plainDate(day)
  return date && endOfDay(calendar, date).toString()
}

/** The first instant of a local day; null while the day is unfinished. */
export function startOf(calendar: WorkingCalendar, day: string): string | null {
  const date = plainDate(day)
  return date && startOfDay(calendar, date).toString()
}
