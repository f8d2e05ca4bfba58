import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedBankHolidays } from './bank-holidays.ts'
import { anyCalendar, anyDay, anyInstant, calendarOf, day, england } from './calendar.test-support.ts'
import {
  addWorkingDays,
  atLocalTime,
  endOfDay,
  isWorkingDay,
  localDate,
  startOfDay,
  workingCalendar,
  workingDaysBetween,
} from './calendar.ts'

describe('working days', () => {
  test.each([
    ['2026-04-02', 'england-and-wales', true],
    ['2026-04-03', 'england-and-wales', false],
    ['2026-04-06', 'england-and-wales', false],
    ['2026-04-06', 'scotland', true],
    ['2026-01-02', 'england-and-wales', true],
    ['2026-01-02', 'scotland', false],
    ['2026-11-30', 'england-and-wales', true],
    ['2026-11-30', 'scotland', false],
    ['2026-03-17', 'england-and-wales', true],
    ['2026-03-17', 'northern-ireland', false],
    ['2026-08-31', 'scotland', true],
    ['2026-08-03', 'scotland', false],
    ['2026-12-28', 'northern-ireland', false],
    ['2026-12-26', 'england-and-wales', false],
  ] as const)('%s in %s: %s', (date, division, expected) => {
    expect(isWorkingDay(calendarOf(division), day(date))).toBe(expected)
  })

  test('the day itself is not counted, and from a weekend one on is the next working day', () => {
    expect(addWorkingDays(england, day('2026-08-28'), 1).toString()).toBe('2026-09-01')
    expect(addWorkingDays(england, day('2026-08-29'), 1).toString()).toBe('2026-09-01')
    expect(addWorkingDays(england, day('2026-08-30'), -1).toString()).toBe('2026-08-28')
    expect(addWorkingDays(england, day('2026-08-30'), 0).toString()).toBe('2026-08-30')
    expect(addWorkingDays(england, day('2026-12-24'), 3).toString()).toBe('2026-12-31')
    expect(addWorkingDays(england, day('2026-12-31'), 1).toString()).toBe('2027-01-04')
  })

  test('half a working day is refused rather than counted without end', () => {
    expect(() => addWorkingDays(england, day('2026-08-28'), 0.5)).toThrow(RangeError)
  })

  test('a deployment can add a holiday that the product does not know', () => {
    const withExtra = workingCalendar('Europe/London', [
      ...shippedBankHolidays('england-and-wales'),
      '2026-06-15',
    ])
    expect(isWorkingDay(england, day('2026-06-15'))).toBe(true)
    expect(isWorkingDay(withExtra, day('2026-06-15'))).toBe(false)
  })

  test('a calendar of an unknown time zone or a misspelt holiday is refused', () => {
    expect(() => workingCalendar('Europe/Londn', [])).toThrow(RangeError)
    expect(() => workingCalendar('Europe/London', ['25/12/2026'])).toThrow(RangeError)
  })

  test('going n working days on lands on a working day that lies n away, in every division', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyDay,
        fc.integer({ min: -40, max: 40 }).filter((n) => n !== 0),
        (calendar, from, n) => {
          const to = addWorkingDays(calendar, from, n)
          expect(isWorkingDay(calendar, to)).toBe(true)
          expect(workingDaysBetween(calendar, from, to)).toBe(n)
          expect(Temporal.PlainDate.compare(to, from)).toBe(Math.sign(n))
        },
      ),
    )
  })

  test('back and forth from a working day is where one began', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: -40, max: 40 }), (calendar, date, n) => {
        fc.pre(isWorkingDay(calendar, date))
        const there = addWorkingDays(calendar, date, n)
        expect(addWorkingDays(calendar, there, -n).equals(date)).toBe(true)
        expect(workingDaysBetween(calendar, there, date)).toBe(0 - n)
      }),
    )
  })

  test('steps add up', () => {
    const steps = fc.integer({ min: 1, max: 20 })
    fc.assert(
      fc.property(anyCalendar, anyDay, steps, steps, (calendar, date, a, b) => {
        const inTwo = addWorkingDays(calendar, addWorkingDays(calendar, date, a), b)
        expect(inTwo.equals(addWorkingDays(calendar, date, a + b))).toBe(true)
      }),
    )
  })
})

describe('local days', () => {
  test.each([
    ['2026-03-28', '2026-03-28T00:00:00Z', '2026-03-28T23:59:59Z'],
    ['2026-03-29', '2026-03-29T00:00:00Z', '2026-03-29T22:59:59Z'],
    ['2026-10-24', '2026-10-23T23:00:00Z', '2026-10-24T22:59:59Z'],
    ['2026-10-25', '2026-10-24T23:00:00Z', '2026-10-25T23:59:59Z'],
    ['2026-12-31', '2026-12-31T00:00:00Z', '2026-12-31T23:59:59Z'],
  ])('%s starts at %s and ends at %s, also where the clocks change', (date, start, end) => {
    expect(startOfDay(england, day(date)).toString()).toBe(start)
    expect(endOfDay(england, day(date)).toString()).toBe(end)
  })

  test('a time that the clocks skip becomes an hour later, one that comes twice is the first', () => {
    expect(atLocalTime(england, day('2026-03-29'), '01:30').toString()).toBe('2026-03-29T01:30:00Z')
    expect(atLocalTime(england, day('2026-10-25'), '01:30').toString()).toBe('2026-10-25T00:30:00Z')
    expect(atLocalTime(england, day('2026-07-09'), '10:00').toString()).toBe('2026-07-09T09:00:00Z')
  })

  test('every instant lies within its own local day', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const date = localDate(england, instant)
        expect(Temporal.Instant.compare(startOfDay(england, date), instant)).toBeLessThanOrEqual(0)
        expect(Temporal.Instant.compare(instant, endOfDay(england, date))).toBeLessThanOrEqual(0)
        const nextDay = startOfDay(england, date.add({ days: 1 }))
        expect(endOfDay(england, date).add({ seconds: 1 }).equals(nextDay)).toBe(true)
      }),
    )
  })
})
