import { localDay, type WorkingCalendar } from '../calendar.ts'
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

/** A list is checked again so many months after it was last. */
const checkedEvery = { months: 3 }

/** The local day on which a list that was checked at that instant is to be checked again. */
export const checkAgainOn = (calendar: WorkingCalendar, checkedAt: string): string =>
  Temporal.PlainDate.from(localDay(calendar, checkedAt)).add(checkedEvery).toString()

/** There is nothing to confirm before there is a list; null when it can be confirmed. */
export const whyNotConfirm = ({ entries }: { entries: readonly unknown[] }): ProblemCode | null =>
  entries.length > 0 ? null : 'on_call.empty'
