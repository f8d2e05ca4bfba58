import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shippedBankHolidays } from './bank-holidays.ts'
import {
  addWorkingDays,
  ageOn,
  atLocalTime,
  confirmationWindow,
  type Division,
  describeDeadline,
  endOfDay,
  isWorkingDay,
  localDate,
  type MonthlyRule,
  monthlyDates,
  noticeEnds,
  packDeadline,
  referralDeadline,
  responseDue,
  startOfDay,
  workingCalendar,
  workingDaysBetween,
} from './calendar.ts'

const divisions: Division[] = ['england-and-wales', 'scotland', 'northern-ireland']
const england = calendarOf('england-and-wales')
const secondThursday: MonthlyRule = { week: 2, weekday: 4 }
const hours4 = { amount: 4, unit: 'hours' } as const

function workingDays(amount: number) {
  return { amount, unit: 'working_days' } as const
}

function calendarOf(division: Division) {
  return workingCalendar('Europe/London', shippedBankHolidays(division))
}

function day(iso: string) {
  return Temporal.PlainDate.from(iso)
}

function london(local: string) {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/London').toInstant()
}

function inLondon(instant: Temporal.Instant) {
  return instant.toZonedDateTimeISO('Europe/London').toPlainDateTime().toString()
}

const anyCalendar = fc.constantFrom(...divisions).map(calendarOf)
const anyDay = fc.integer({ min: 0, max: 4 * 365 }).map((days) => day('2025-01-01').add({ days }))
const anyInstant = fc
  .integer({ min: Date.UTC(2025, 0, 1) / 1000, max: Date.UTC(2028, 11, 1) / 1000 })
  .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000))
const anyRule: fc.Arbitrary<MonthlyRule> = fc.record({
  week: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
  weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7),
})

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
