export type Division = 'england-and-wales' | 'scotland' | 'northern-ireland'

/** Whose days count: a partnership's time zone and the bank holidays (ISO dates) of its division. */
export interface WorkingCalendar {
  readonly timeZone: string
  readonly holidays: ReadonlySet<string>
}

export interface MonthlyRule {
  readonly week: 1 | 2 | 3 | 4 | 'last'
  /** ISO: 1 is Monday, 7 is Sunday. */
  readonly weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** Throws RangeError for an unknown time zone or a date that is no ISO date, so that no deadline is computed from either. */
export function workingCalendar(timeZone: string, holidayDates: Iterable<string>): WorkingCalendar {
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
  const holidays = new Set<string>()
  for (const date of holidayDates) holidays.add(Temporal.PlainDate.from(date).toString())
  return { timeZone, holidays }
}

export function localDate(calendar: WorkingCalendar, instant: Temporal.Instant): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(calendar.timeZone).toPlainDate()
}

/** The local day, YYYY-MM-DD, of an instant as the API speaks of it. */
export const localDay = (calendar: WorkingCalendar, instant: string): string =>
  localDate(calendar, Temporal.Instant.from(instant)).toString()

/** 23:59:59 local: the last second that is still in time. */
export function endOfDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.Instant {
  return atLocalTime(calendar, date, '23:59:59')
}

export function startOfDay(calendar: WorkingCalendar, date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime(calendar.timeZone).toInstant()
}

/** A time that the clocks skip in spring becomes an hour later; one that comes twice in autumn is the first of the two. */
export function atLocalTime(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
  time: string,
): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant()
}

export function isWorkingDay(calendar: WorkingCalendar, date: Temporal.PlainDate): boolean {
  return date.dayOfWeek <= 5 && !calendar.holidays.has(date.toString())
}

/** The nth working day after `date` (before it, when n is negative); `date` itself is not counted, and n = 0 gives it back. */
export function addWorkingDays(
  calendar: WorkingCalendar,
  date: Temporal.PlainDate,
  n: number,
): Temporal.PlainDate {
  if (!Number.isInteger(n)) throw new RangeError(`Not a whole number of working days: ${n}`)
  const step = Math.sign(n)
  let day = date
  for (let left = Math.abs(n); left > 0; ) {
    day = day.add({ days: step })
    if (isWorkingDay(calendar, day)) left -= 1
  }
  return day
}

/**
 * Working days after `from`, up to and including `to`. When `to` is earlier: minus the working days before `from`,
 * down to and including `to`. So `addWorkingDays` by n always lies n working days away.
 */
export function workingDaysBetween(
  calendar: WorkingCalendar,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): number {
  const step = Temporal.PlainDate.compare(to, from)
  let count = 0
  for (let day = from; !day.equals(to); ) {
    day = day.add({ days: step })
    if (isWorkingDay(calendar, day)) count += step
  }
  return count
}

/**
 * `count` dates, one a calendar month, the first on or after `from`. A date that is no working day moves to the next
 * one, or back to the one before where the next lies in another month (MTG-1).
 */
export function monthlyDates(
  calendar: WorkingCalendar,
  rule: MonthlyRule,
  from: Temporal.PlainDate,
  count: number,
): Temporal.PlainDate[] {
  const thisMonth = from.toPlainYearMonth()
  const isPast = Temporal.PlainDate.compare(dateInMonth(calendar, rule, thisMonth), from) < 0
  const first = isPast ? thisMonth.add({ months: 1 }) : thisMonth
  return Array.from({ length: count }, (_, months) => dateInMonth(calendar, rule, first.add({ months })))
}

function dateInMonth(calendar: WorkingCalendar, rule: MonthlyRule, month: Temporal.PlainYearMonth) {
  const byRule = weekdayInMonth(rule, month)
  if (isWorkingDay(calendar, byRule)) return byRule
  const next = addWorkingDays(calendar, byRule, 1)
  return next.toPlainYearMonth().equals(month) ? next : addWorkingDays(calendar, byRule, -1)
}

function weekdayInMonth({ week, weekday }: MonthlyRule, month: Temporal.PlainYearMonth): Temporal.PlainDate {
  if (week === 'last') {
    const lastDay = month.toPlainDate({ day: month.daysInMonth })
    return lastDay.subtract({ days: (lastDay.dayOfWeek - weekday + 7) % 7 })
  }
  const firstDay = month.toPlainDate({ day: 1 })
  return firstDay.add({ days: ((weekday - firstDay.dayOfWeek + 7) % 7) + 7 * (week - 1) })
}

/** The last second in which a referral still makes the meeting: 7 working days before, end of that day (REF-9, MTG-2). */
export function referralDeadline(
  calendar: WorkingCalendar,
  meetingDate: Temporal.PlainDate,
): Temporal.Instant {
  return endOfDay(calendar, addWorkingDays(calendar, meetingDate, -7))
}

/** The pack is out by the end of the day 3 working days before the meeting (MTG-2). */
export function packDeadline(calendar: WorkingCalendar, meetingDate: Temporal.PlainDate): Temporal.Instant {
  return endOfDay(calendar, addWorkingDays(calendar, meetingDate, -3))
}

/**
 * Working days after the meeting by whose end its minutes are out. The protocol says that minutes and action log are
 * distributed "at the end of each meeting"; a week of working days is our reading of it.
 */
export const minutesWithin = 5

export function minutesDeadline(
  calendar: WorkingCalendar,
  meetingDate: Temporal.PlainDate,
): Temporal.Instant {
  return endOfDay(calendar, addWorkingDays(calendar, meetingDate, minutesWithin))
}

/** Monday to Friday of the calendar week before the meeting's, in which place, date and time are confirmed (MTG-2). */
export function confirmationWindow(
  calendar: WorkingCalendar,
  meetingDate: Temporal.PlainDate,
): { from: Temporal.Instant; until: Temporal.Instant } {
  const monday = meetingDate.subtract({ days: meetingDate.dayOfWeek - 1 + 7 })
  return { from: startOfDay(calendar, monday), until: endOfDay(calendar, monday.add({ days: 4 })) }
}

/**
 * When an answer is due (REF-8). Hours run on the wall clock, day and night; N working days end at 23:59:59 local on
 * the Nth working day after the local day of submission. A raised light is recomputed from the same submission.
 */
export function responseDue(
  calendar: WorkingCalendar,
  time: { amount: number; unit: 'hours' | 'working_days' },
  submittedAt: Temporal.Instant,
): Temporal.Instant {
  if (time.unit === 'hours') return submittedAt.add({ hours: time.amount })
  return endOfDay(calendar, addWorkingDays(calendar, localDate(calendar, submittedAt), time.amount))
}

/** Access ends at the start of this day: the same day two months on, or that month's last (PAR-2). */
export function noticeEnds(calendar: WorkingCalendar, givenOn: Temporal.PlainDate): Temporal.Instant {
  return startOfDay(calendar, givenOn.add({ months: 2 }))
}

/** A local day in words: 14 April 2026. */
export function dayInWords(day: string): string {
  const { day: date, month, year } = Temporal.PlainDate.from(day)
  return `${date} ${months[month - 1]} ${year}`
}

/** Whole years. Someone born on 29 February has her birthday on 1 March in other years. */
export function ageOn(dateOfBirth: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const hadBirthday =
    day.month > dateOfBirth.month || (day.month === dateOfBirth.month && day.day >= dateOfBirth.day)
  return day.year - dateOfBirth.year - (hadBirthday ? 0 : 1)
}

/**
 * Both ways at once: what is left and until when, in British English and local time. "in 2 working days — by Tuesday
 * 14 April, end of day"; within a day "in 3 hours 20 minutes — by Tuesday 31 March, 20:20"; once passed "2 working days
 * late — was due Tuesday 14 April, end of day". Minutes are rounded down.
 */
export function describeDeadline(
  calendar: WorkingCalendar,
  due: Temporal.Instant,
  now: Temporal.Instant,
): string {
  const isLate = Temporal.Instant.compare(now, due) > 0
  const distance = describeDistance(calendar, due, now)
  const local = due.toZonedDateTimeISO(calendar.timeZone)
  const isThisYear = local.year === localDate(calendar, now).year
  const day = `${weekdays[local.dayOfWeek - 1]} ${local.day} ${months[local.month - 1]}${isThisYear ? '' : ` ${local.year}`}`
  const time = isEndOfDay(local) ? 'end of day' : local.toPlainTime().toString({ smallestUnit: 'minute' })
  return isLate ? `${distance} late — was due ${day}, ${time}` : `in ${distance} — by ${day}, ${time}`
}

// Spelled out rather than left to Intl, whose commas differ between the browser's and the server's data.
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function describeDistance(calendar: WorkingCalendar, due: Temporal.Instant, now: Temporal.Instant): string {
  const dueDay = localDate(calendar, due)
  const today = localDate(calendar, now)
  const minutes = Math.floor(Math.abs(due.epochMilliseconds - now.epochMilliseconds) / 60_000)
  const isHourClock = !isEndOfDay(due.toZonedDateTimeISO(calendar.timeZone)) && minutes < 24 * 60
  if (isHourClock || dueDay.equals(today)) return describeMinutes(minutes)

  const isLate = Temporal.PlainDate.compare(today, dueDay) > 0
  const workingDays = isLate
    ? workingDaysBetween(calendar, dueDay, today)
    : workingDaysBetween(calendar, today, dueDay)
  // A clock of hours may end at a weekend, and a Friday's deadline is late on Saturday: no working day lies between.
  return isWorkingDay(calendar, dueDay) && workingDays > 0
    ? plural(workingDays, 'working day')
    : plural(Math.abs(today.until(dueDay).days), 'day')
}

function describeMinutes(minutes: number): string {
  if (minutes === 0) return 'less than a minute'
  const parts = [plural(Math.floor(minutes / 60), 'hour'), plural(minutes % 60, 'minute')]
  return parts.filter((part) => !part.startsWith('0 ')).join(' ')
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function isEndOfDay(local: Temporal.ZonedDateTime): boolean {
  return local.hour === 23 && local.minute === 59 && local.second === 59
}
