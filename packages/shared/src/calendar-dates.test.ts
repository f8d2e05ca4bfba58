import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anyCalendar,
  anyDay,
  anyRule,
  day,
  england,
  inLondon,
  london,
  secondThursday,
} from './calendar.test-support.ts'
import {
  confirmationWindow,
  isWorkingDay,
  localDate,
  monthlyDates,
  noticeEnds,
  packDeadline,
  referralDeadline,
  startOfDay,
} from './calendar.ts'

describe('MTG-1 monthly dates', () => {
  test('twelve second Thursdays', () => {
    expect(monthlyDates(england, secondThursday, day('2026-03-13'), 12).map(String)).toEqual([
      '2026-04-09',
      '2026-05-14',
      '2026-06-11',
      '2026-07-09',
      '2026-08-13',
      '2026-09-10',
      '2026-10-08',
      '2026-11-12',
      '2026-12-10',
      '2027-01-14',
      '2027-02-11',
      '2027-03-11',
    ])
  })

  test('a date that falls on the day one asks is the first', () => {
    expect(monthlyDates(england, secondThursday, day('2026-03-12'), 1).map(String)).toEqual(['2026-03-12'])
  })

  test('off bank holidays to the next working day', () => {
    expect(monthlyDates(england, { week: 1, weekday: 5 }, day('2026-04-01'), 1).map(String)).toEqual([
      '2026-04-07',
    ])
    expect(monthlyDates(england, { week: 1, weekday: 1 }, day('2026-05-01'), 1).map(String)).toEqual([
      '2026-05-05',
    ])
  })

  test('a date that was moved past the day one asks still counts for its month', () => {
    expect(monthlyDates(england, { week: 1, weekday: 5 }, day('2026-04-05'), 1).map(String)).toEqual([
      '2026-04-07',
    ])
  })

  test('a last-week date stays in its month', () => {
    expect(monthlyDates(england, { week: 'last', weekday: 1 }, day('2026-08-01'), 2).map(String)).toEqual([
      '2026-08-28',
      '2026-09-28',
    ])
    expect(monthlyDates(england, { week: 'last', weekday: 5 }, day('2026-12-01'), 1).map(String)).toEqual([
      '2026-12-29',
    ])
  })

  test('always a working day, one in each month, in order, the first not before the day one asks', () => {
    fc.assert(
      fc.property(anyCalendar, anyRule, anyDay, (calendar, rule, from) => {
        const dates = monthlyDates(calendar, rule, from, 12)
        const firstMonth = dates[0]!.toPlainYearMonth()
        expect(Temporal.PlainDate.compare(dates[0]!, from)).toBeGreaterThanOrEqual(0)
        expect(from.toPlainYearMonth().until(firstMonth).months).toBeLessThanOrEqual(1)
        expect(dates.every((date) => isWorkingDay(calendar, date))).toBe(true)
        expect(dates.map((date) => date.toPlainYearMonth().toString())).toEqual(
          dates.map((_, months) => firstMonth.add({ months }).toString()),
        )
      }),
    )
  })
})

describe('MTG-2 and REF-9 the dates that hang on a meeting', () => {
  test.each([
    ['number 1', '2026-04-09', '2026-03-27T23:59:59'],
    ['number 2', '2027-01-14', '2027-01-05T23:59:59'],
    ['number 6', '2026-03-12', '2026-03-03T23:59:59'],
    ['number 7', '2026-11-12', '2026-11-03T23:59:59'],
    ['number 9', '2026-12-10', '2026-12-01T23:59:59'],
  ])('REF-9 %s: to make the meeting of %s a referral is in by %s', (_, meeting, deadline) => {
    expect(inLondon(referralDeadline(england, day(meeting)))).toBe(deadline)
  })

  test.each([
    ['number 1', '2026-03-31T16:20', '2026-05-14'],
    ['number 2', '2026-12-21T11:00', '2027-01-14'],
    ['number 6', '2026-03-02T10:00', '2026-03-12'],
    ['number 7', '2026-10-21T12:00', '2026-11-12'],
    ['number 9', '2026-11-30T12:00', '2026-12-10'],
  ])('REF-9 %s: submitted %s, it makes the meeting of %s', (_, submitted, expected) => {
    const at = london(submitted)
    const meetings = monthlyDates(england, secondThursday, localDate(england, at), 3)
    const made = meetings.find(
      (meeting) => Temporal.Instant.compare(at, referralDeadline(england, meeting)) <= 0,
    )
    expect(String(made)).toBe(expected)
  })

  test('MTG-2 the pack is out 3 working days before, bank holidays not counted', () => {
    expect(inLondon(packDeadline(england, day('2026-05-14')))).toBe('2026-05-11T23:59:59')
    expect(inLondon(packDeadline(england, day('2026-04-09')))).toBe('2026-04-02T23:59:59')
  })

  test('MTG-2 confirmation falls in the calendar week before, over a change of the clocks too', () => {
    const { from, until } = confirmationWindow(england, day('2026-04-02'))
    expect([from, until].map(inLondon)).toEqual(['2026-03-23T00:00:00', '2026-03-27T23:59:59'])
    const overNewYear = confirmationWindow(england, day('2027-01-04'))
    expect(inLondon(overNewYear.from)).toBe('2026-12-28T00:00:00')
    expect(inLondon(overNewYear.until)).toBe('2027-01-01T23:59:59')
  })

  test('MTG-2 referrals close before the pack, the pack before the meeting', () => {
    fc.assert(
      fc.property(anyCalendar, anyRule, anyDay, (calendar, rule, from) => {
        const meeting = monthlyDates(calendar, rule, from, 1)[0]!
        const confirmation = confirmationWindow(calendar, meeting)
        const referrals = referralDeadline(calendar, meeting)
        const pack = packDeadline(calendar, meeting)
        expect(Temporal.Instant.compare(referrals, pack)).toBe(-1)
        expect(Temporal.Instant.compare(pack, startOfDay(calendar, meeting))).toBe(-1)
        expect(Temporal.Instant.compare(confirmation.from, confirmation.until)).toBe(-1)
        expect(Temporal.Instant.compare(confirmation.until, startOfDay(calendar, meeting))).toBe(-1)
        expect(localDate(calendar, confirmation.from).dayOfWeek).toBe(1)
        expect(localDate(calendar, confirmation.until).dayOfWeek).toBe(5)
      }),
    )
  })
})

describe('PAR-2 two months of notice', () => {
  test.each([
    ['2026-01-15', '2026-03-15T00:00:00'],
    ['2026-12-31', '2027-02-28T00:00:00'],
    ['2027-12-30', '2028-02-29T00:00:00'],
    ['2026-02-28', '2026-04-28T00:00:00'],
    ['2026-08-25', '2026-10-25T00:00:00'],
  ])('given on %s, access ends at %s', (givenOn, ends) => {
    expect(inLondon(noticeEnds(england, day(givenOn)))).toBe(ends)
  })
})
