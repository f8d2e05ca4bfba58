import * as fc from 'fast-check'
import { shippedBankHolidays } from './bank-holidays.ts'
import { type Division, type MonthlyRule, workingCalendar } from './calendar.ts'

// Calendars, days and instants for the tests of calendar.ts.

const divisions: Division[] = ['england-and-wales', 'scotland', 'northern-ireland']
export const england = calendarOf('england-and-wales')
export const secondThursday: MonthlyRule = { week: 2, weekday: 4 }
export const hours4 = { amount: 4, unit: 'hours' } as const

export function workingDays(amount: number) {
  return { amount, unit: 'working_days' } as const
}

export function calendarOf(division: Division) {
  return workingCalendar('Europe/London', shippedBankHolidays(division))
}

export function day(iso: string) {
  return Temporal.PlainDate.from(iso)
}

export function london(local: string) {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').toInstant()
}

export function inLondon(instant: Temporal.Instant) {
  return instant.toZonedDateTimeISO('Europe/London').toPlainDateTime().toString()
}

export const anyCalendar = fc.constantFrom(...divisions).map(calendarOf)
export const anyDay = fc.integer({ min: 0, max: 4 * 365 }).map((days) => day('2025-01-01').add({ days }))
export const anyInstant = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 1000, max: Date.UTC(2028, 11, 1) / 1000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
export const anyRule: fc.Arbitrary<MonthlyRule> = fc.record({
  week: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
  weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
})
