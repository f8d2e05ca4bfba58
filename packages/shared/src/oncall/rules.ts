import { isWorkingDay, localDay, type WorkingCalendar } from '../calendar.ts'
import type { ProblemCode } from '../problems.ts'

/** When somebody answers, by the clock on the wall: over midnight where `until` is not after `from`. */
export interface Shift {
  /** On which it begins. ISO: 1 is Monday, 7 is Sunday. */
  days: readonly number[]
  /** Local, 24 hours: 22:00. */
  from: string
  until: string
}

/**
 * MTG-5: whether that shift answers at an instant. By local time, as its agency wrote it: an hour that the clocks repeat
 * in autumn belongs to the shift both times, and one that they skip in spring to nobody. From 08:00 until 08:00 is a
 * whole day and night.
 */
export function answersAt(
  { timeZone }: Pick<WorkingCalendar, 'timeZone'>,
  { days, from, until }: Shift,
  now: string,
): boolean {
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(timeZone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  const [today, yesterday] = [local.dayOfWeek, local.subtract({ days: 1 }).dayOfWeek]
  if (from < until) return days.includes(today) && from <= time && time < until
  return (days.includes(today) && from <= time) || (days.includes(yesterday) && time < until)
}

/** From when until when nobody answers, by the clock on the wall. `until` null: as far as is looked ahead. */
export interface Gap {
  from: Temporal.PlainDateTime
  until: Temporal.PlainDateTime | null
}

const [dayMinutes, daysAhead] = [24 * 60, 7]

const minutesOf = (time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/**
 * MTG-5: when nobody of a list answers in the next seven days, three of these: those on days off before others, so that a weekend that
 * nobody has is seen before it comes, however many evenings there are too.
 */
export function gapsAhead(calendar: WorkingCalendar, shifts: readonly Shift[], now: string): Gap[] {
  const gaps = gapsOf(calendar, shifts, now)
  const off = new Set(gapsOnDaysOff(calendar, shifts, now).map(({ from }) => from.toString()))
  const first = (gap: Gap) => Number(!off.has(gap.from.toString()))
  const told = gaps.toSorted((a, b) => first(a) - first(b)).slice(0, gapsTold)
  return gaps.filter((gap) => told.includes(gap))
}

/** MTG-5: the same of weekends and bank holidays alone, for who keeps the list: in working hours an agency is reached without one. */
export function gapsOnDaysOff(calendar: WorkingCalendar, shifts: readonly Shift[], now: string): Gap[] {
  const end = localNow(calendar, now).add({ days: daysAhead })
  return gapsOf(calendar, shifts, now)
    .filter(({ from, until }) => takesInDayOff(calendar, from, until ?? end))
    .slice(0, gapsTold)
}

const gapsTold = 3

const localNow = ({ timeZone }: Pick<WorkingCalendar, 'timeZone'>, now: string): Temporal.PlainDateTime =>
  Temporal.Instant.from(now).toZonedDateTimeISO(timeZone).toPlainDateTime()

function takesInDayOff(
  calendar: WorkingCalendar,
  from: Temporal.PlainDateTime,
  until: Temporal.PlainDateTime,
): boolean {
  const last = until.subtract({ minutes: 1 }).toPlainDate()
  for (let day = from.toPlainDate(); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    if (!isWorkingDay(calendar, day)) return true
  return false
}

function gapsOf(calendar: Pick<WorkingCalendar, 'timeZone'>, shifts: readonly Shift[], now: string): Gap[] {
  const local = localNow(calendar, now)
  const midnight = local.with({
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  })
  const at = (minutes: number) => midnight.add({ minutes })
  const [start, end] = [
    local.hour * 60 + local.minute,
    daysAhead * dayMinutes + local.hour * 60 + local.minute,
  ]
  const answered = shifts
    .flatMap(({ days, from, until }) => {
      const length = (minutesOf(until) - minutesOf(from) + dayMinutes) % dayMinutes || dayMinutes
      return Array.from({ length: daysAhead + 2 }, (_, day) => day - 1)
        .filter((day) => days.includes(midnight.add({ days: day }).dayOfWeek))
        .map((day) => day * dayMinutes + minutesOf(from))
        .map((begins) => ({ begins, ends: begins + length }))
    })
    .toSorted((a, b) => a.begins - b.begins)
  const gaps: Gap[] = []
  let reached = start
  for (const { begins, ends } of answered) {
    if (begins > reached && begins < end) gaps.push({ from: at(reached), until: at(begins) })
    reached = Math.max(reached, ends)
  }
  if (reached < end) gaps.push({ from: at(reached), until: null })
  return gaps
}

/** A list is checked again so many months after it was last. */
const checkedEvery = { months: 3 }

/** The local day on which a list that was checked at that instant is to be checked again. */
export const checkAgainOn = (calendar: WorkingCalendar, checkedAt: string): string =>
  Temporal.PlainDate.from(localDay(calendar, checkedAt)).add(checkedEvery).toString()

/** There is nothing to confirm before there is a list; null when it can be confirmed. */
export const whyNotConfirm = ({ entries }: { entries: readonly unknown[] }): ProblemCode | null =>
  entries.length > 0 ? null : 'on_call.empty'
