import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anyCalendar,
  anyDay,
  anyInstant,
  day,
  england,
  hours4,
  inLondon,
  london,
  workingDays,
} from './calendar.test-support.ts'
import { ageOn, describeDeadline, endOfDay, isWorkingDay, localDate, responseDue } from './calendar.ts'

describe('REF-8 response clocks', () => {
  test.each([
    ['number 1', hours4, '2026-03-31T16:20', '2026-03-31T20:20:00'],
    ['number 2', hours4, '2026-12-21T11:00', '2026-12-21T15:00:00'],
    ['number 3', workingDays(1), '2026-05-06T09:00', '2026-05-07T23:59:59'],
    ['number 4', workingDays(1), '2026-08-28T15:00', '2026-09-01T23:59:59'],
    ['number 6', workingDays(1), '2026-03-02T10:00', '2026-03-03T23:59:59'],
    ['number 8', workingDays(5), '2026-07-07T12:00', '2026-07-14T23:59:59'],
    ['number 10', hours4, '2026-10-23T23:59:30', '2026-10-24T03:59:30'],
  ])('%s: %o from %s ends %s', (_, time, submitted, due) => {
    expect(inLondon(responseDue(england, time, london(submitted)))).toBe(due)
  })

  test.each([
    ['2026-03-29T00:30', '2026-03-29T05:30:00'],
    ['2026-10-25T00:30', '2026-10-25T03:30:00'],
  ])('four hours stay four hours when the clocks change: %s to %s', (submitted, due) => {
    expect(inLondon(responseDue(england, hours4, london(submitted)))).toBe(due)
  })

  test('the local day counts, not the day in UTC', () => {
    const justAfterMidnight = Temporal.Instant.from('2026-07-06T23:10:00Z')
    expect(inLondon(responseDue(england, workingDays(1), justAfterMidnight))).toBe('2026-07-08T23:59:59')
  })

  test('working days end at the last second of a working day, later than submission, and more days never sooner', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, fc.integer({ min: 1, max: 15 }), (calendar, at, amount) => {
        const due = responseDue(calendar, workingDays(amount), at)
        const dueDay = localDate(calendar, due)
        expect(isWorkingDay(calendar, dueDay)).toBe(true)
        expect(due.equals(endOfDay(calendar, dueDay))).toBe(true)
        expect(Temporal.Instant.compare(due, at)).toBe(1)
        expect(Temporal.Instant.compare(responseDue(calendar, workingDays(amount + 1), at), due)).toBe(1)
      }),
    )
  })

  test('who submits earlier is never answered later', () => {
    const anyTime = fc.record({
      amount: fc.integer({ min: 1, max: 10 }),
      unit: fc.constantFrom('hours' as const, 'working_days' as const),
    })
    fc.assert(
      fc.property(anyCalendar, anyTime, anyInstant, fc.nat(500_000), (calendar, time, at, seconds) => {
        const later = responseDue(calendar, time, at.add({ seconds }))
        expect(Temporal.Instant.compare(responseDue(calendar, time, at), later)).toBeLessThanOrEqual(0)
      }),
    )
  })
})

describe('age', () => {
  test.each([
    ['1991-02-14', '2026-03-31', 35],
    ['2008-09-17', '2026-09-16', 17],
    ['2008-09-17', '2026-09-17', 18],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-28', 19],
    ['2008-02-29', '2028-02-29', 20],
  ])('REF-3 born %s, on %s: %d', (born, on, age) => {
    expect(ageOn(day(born), day(on))).toBe(age)
  })

  test('grows by one exactly on the birthday', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 90 }), (born, years) => {
        fc.pre(!(born.month === 2 && born.day === 29))
        const birthday = born.add({ years })
        expect(ageOn(born, birthday)).toBe(years)
        expect(ageOn(born, birthday.subtract({ days: 1 }))).toBe(years - 1)
      }),
    )
  })
})

describe('deadlines in words', () => {
  test.each([
    ['2026-04-14T23:59:59', '2026-04-10T09:00', 'in 2 working days — by Tuesday 14 April, end of day'],
    ['2026-04-14T23:59:59', '2026-04-13T23:59', 'in 1 working day — by Tuesday 14 April, end of day'],
    ['2026-04-14T23:59:59', '2026-04-14T16:30', 'in 7 hours 29 minutes — by Tuesday 14 April, end of day'],
    ['2026-04-14T23:59:59', '2026-04-11T09:00', 'in 2 working days — by Tuesday 14 April, end of day'],
    ['2026-03-31T20:20', '2026-03-31T17:00', 'in 3 hours 20 minutes — by Tuesday 31 March, 20:20'],
    ['2026-03-31T20:20', '2026-03-31T16:20', 'in 4 hours — by Tuesday 31 March, 20:20'],
    ['2026-03-31T20:20', '2026-03-31T19:19', 'in 1 hour 1 minute — by Tuesday 31 March, 20:20'],
    ['2026-03-31T20:20', '2026-03-31T20:19:10', 'in less than a minute — by Tuesday 31 March, 20:20'],
    ['2026-03-31T20:20', '2026-03-31T20:20', 'in less than a minute — by Tuesday 31 March, 20:20'],
    ['2026-10-24T03:59:30', '2026-10-23T23:59:30', 'in 4 hours — by Saturday 24 October, 03:59'],
    ['2026-03-29T05:30', '2026-03-29T00:30', 'in 4 hours — by Sunday 29 March, 05:30'],
    ['2026-04-09T10:00', '2026-04-01T10:00', 'in 4 working days — by Thursday 9 April, 10:00'],
    ['2026-04-12T10:00', '2026-04-10T09:00', 'in 2 days — by Sunday 12 April, 10:00'],
    ['2026-04-12T10:00', '2026-04-09T09:00', 'in 3 days — by Sunday 12 April, 10:00'],
    ['2027-01-05T23:59:59', '2026-12-31T09:00', 'in 2 working days — by Tuesday 5 January 2027, end of day'],
    ['2026-04-14T23:59:59', '2026-04-16T09:00', '2 working days late — was due Tuesday 14 April, end of day'],
    ['2026-04-17T23:59:59', '2026-04-18T09:00', '1 day late — was due Friday 17 April, end of day'],
    ['2026-04-17T23:59:59', '2026-04-20T09:00', '1 working day late — was due Friday 17 April, end of day'],
    ['2026-03-31T20:20', '2026-03-31T20:50', '30 minutes late — was due Tuesday 31 March, 20:20'],
    ['2026-03-31T20:20', '2026-04-01T08:20', '12 hours late — was due Tuesday 31 March, 20:20'],
    [
      '2026-12-31T23:59:59',
      '2027-01-04T09:00',
      '1 working day late — was due Thursday 31 December 2026, end of day',
    ],
  ])('due %s, seen at %s: %s', (due, now, words) => {
    expect(describeDeadline(england, london(due), london(now))).toBe(words)
  })

  test('says late exactly when the deadline has passed, and never "0"', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyInstant,
        fc.integer({ min: -2_000_000, max: 2_000_000 }),
        (calendar, due, seconds) => {
          const words = describeDeadline(calendar, due, due.add({ seconds }))
          expect(words.includes(' late — was due ')).toBe(seconds > 0)
          expect(words.startsWith('in ')).toBe(seconds <= 0)
          expect(words).not.toMatch(/(^|in |hours? )0 /)
        },
      ),
    )
  })
})
