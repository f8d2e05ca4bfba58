import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addWorkingDays,
  endOfDay,
  isWorkingDay,
  localDate,
  responseDue,
  workingCalendar,
} from '../calendar.ts'
import { clockOf, type Stand } from './resting.ts'
import { clockAfterLightChange } from './rules.ts'

const calendar = workingCalendar('Europe/London', ['2027-03-26', '2027-03-29', '2027-05-03'])
const red = { amount: 4, unit: 'hours' } as const
const amber = { amount: 1, unit: 'working_days' } as const
const green = { amount: 5, unit: 'working_days' } as const
const times = { red, amber, green }
const at = (text: string) => Temporal.Instant.from(text)
const minutes = (text: string) => at(text).epochMilliseconds / 60_000

it.each([
  ['nothing asked', [], '2027-03-01T12:00:00Z', null],
  ['an hour asked', [['08:30', '09:30']], '2027-03-01T13:00:00Z', null],
  ['a question that waits rests two hours at most', [['08:30', null]], '2027-03-01T14:00:00Z', '10:30'],
  ['answered too late it ran on', [['08:30', '11:45']], '2027-03-01T14:00:00Z', null],
  ['asked in the last minutes, 30 are left', [['11:50', '12:20']], '2027-03-01T12:50:00Z', null],
  [
    'together no longer than the four hours, twice at most',
    [
      ['08:10', '10:10'],
      ['10:20', '12:20'],
      ['12:30', '13:30'],
    ],
    '2027-03-01T16:00:00Z',
    null,
  ],
  [
    'the third does not rest',
    [
      ['08:10', '08:20'],
      ['08:30', '08:40'],
      ['09:00', null],
    ],
    '2027-03-01T12:20:00Z',
    null,
  ],
  ['one that is out does not rest', [['12:30', '13:30']], '2027-03-01T12:00:00Z', null],
] as const)('REF-13 a red clock from 08:00: %s', (_, asked, dueAt, restsUntil) => {
  const day = (time: string) => `2027-03-01T${time}:00Z`
  const stands = asked.map(([from, until]) => ({ from: day(from), until: until && day(until) }))
  expect(clockOf(calendar, red, day('08:00'), stands)).toEqual({
    dueAt,
    restsUntil: restsUntil && day(restsUntil),
  })
})

it.each([
  ['within a day nothing moves', [['2027-03-23T10:00:00Z', '2027-03-23T16:00:00Z']], '2027-03-31', null],
  ['over a day’s end one', [['2027-03-23T10:00:00Z', '2027-03-24T09:00:00Z']], '2027-04-01', null],
  [
    'over Easter, as the clocks change, the working days alone',
    [['2027-03-25T10:00:00Z', '2027-03-30T09:00:00Z']],
    '2027-04-01',
    null,
  ],
  ['waiting, at most as long as the time', [['2027-03-23T10:00:00Z', null]], '2027-04-07', '2027-03-31'],
  [
    'asked at a weekend it rests from Monday on',
    [['2027-03-27T10:00:00Z', null]],
    '2027-04-07',
    '2027-04-05',
  ],
] as const)('REF-13 a green clock from Monday before Easter 2027: %s', (_, asked, due, rests) => {
  const stands: Stand[] = asked.map(([from, until]) => ({ from, until }))
  const endOf = (day: string) => endOfDay(calendar, Temporal.PlainDate.from(day)).toString()
  expect(clockOf(calendar, green, '2027-03-22T10:00:00Z', stands)).toEqual({
    dueAt: endOf(due),
    restsUntil: rests && endOf(rests),
  })
})

/** Questions and answers at random, in spring 2027: bank holidays, and the night of 28 March. */
const walks = fc
  .record({
    submitted: fc.integer({ min: 0, max: 40 * 24 * 60 }),
    light: fc.constantFrom('red', 'amber', 'green' as const),
    steps: fc.array(fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 4000 })), {
      maxLength: 4,
    }),
    scale: fc.constantFrom(1, 10, 60),
    open: fc.boolean(),
  })
  .map(({ submitted, light, steps, scale, open }) => {
    const start = minutes('2027-03-10T00:00:00Z') + submitted
    const instant = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toString()
    let now = start
    const stands: Stand[] = steps.map(([wait, length]) => {
      const from = (now += Math.floor(wait / scale))
      const until = (now += Math.floor(length / scale))
      return { from: instant(from), until: instant(until) }
    })
    const last = stands.at(-1)
    if (open && last) last.until = null
    return { submittedAt: instant(start), time: times[light], stands }
  })

it('REF-13 no clock is due before its response time, nor after it and what it stood still, but for red’s 30 minutes', () => {
  fc.assert(
    fc.property(walks, ({ submittedAt, time, stands }) => {
      const { dueAt, restsUntil } = clockOf(calendar, time, submittedAt, stands)
      const plain = responseDue(calendar, time, at(submittedAt))
      expect(Temporal.Instant.compare(plain, at(dueAt))).toBeLessThanOrEqual(0)
      const until = (stand: Stand) => at(stand.until ?? restsUntil ?? stand.from)
      const limits =
        time.unit === 'hours' ? ofHours(plain, stands, until) : [ofDays(plain, time.amount, stands, until)]
      expect(limits.some((limit) => Temporal.Instant.compare(at(dueAt), limit) <= 0)).toBe(true)
      expect(time.unit === 'hours' || isWorkingDay(calendar, localDate(calendar, at(dueAt)))).toBe(true)
      expect(Temporal.Instant.compare(at(restsUntil ?? dueAt), at(dueAt))).toBeLessThanOrEqual(0)
    }),
    { numRuns: 2000 },
  )
})

it('REF-13 the sooner it is answered the sooner it is due, and a question that waits counts as the longest', () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 0, max: 3000 }), ({ submittedAt, time, stands }, sooner) => {
      const last = stands.at(-1)
      fc.pre(last !== undefined)
      const { from } = last!
      const answered = (after: number) =>
        clockOf(calendar, time, submittedAt, [
          ...stands.slice(0, -1),
          { from, until: at(from).add({ minutes: after }).toString() },
        ]).dueAt
      const open = clockOf(calendar, time, submittedAt, [...stands.slice(0, -1), { from, until: null }])
      expect(Date.parse(answered(sooner))).toBeLessThanOrEqual(Date.parse(answered(sooner + 60)))
      expect(Date.parse(answered(sooner))).toBeLessThanOrEqual(Date.parse(open.dueAt))
    }),
    { numRuns: 1000 },
  )
})

it('REF-13 REF-8 a raised light keeps what stood still, and is due no later than before', () => {
  fc.assert(
    fc.property(walks, ({ submittedAt, time, stands }) => {
      const before = clockOf(calendar, time, submittedAt, stands).dueAt
      const raised = clockAfterLightChange(
        before,
        clockOf(calendar, red, submittedAt, stands).dueAt,
        'green',
        'red',
      )
      expect(Date.parse(raised)).toBeLessThanOrEqual(Date.parse(before))
    }),
  )
})

/** An oracle of its own: day after day, whether its end lies between. */
function endsIn(from: string, until: string): number {
  let count = 0
  const last = localDate(calendar, at(until))
  for (
    let day = localDate(calendar, at(from));
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const end = endOfDay(calendar, day)
    const within =
      Temporal.Instant.compare(at(from), end) <= 0 && Temporal.Instant.compare(end, at(until)) <= 0
    if (isWorkingDay(calendar, day) && within) count += 1
  }
  return count
}

type Until = (stand: Stand) => Temporal.Instant

/** By when a clock of hours may be due at the latest: with all that it stood still, or by a floor of 30 minutes. */
function ofHours(plain: Temporal.Instant, stands: readonly Stand[], until: Until): Temporal.Instant[] {
  const stood = stands
    .map((stand) =>
      Math.min(until(stand).epochMilliseconds - at(stand.from).epochMilliseconds, 2 * 3_600_000),
    )
    .reduce((sum, one) => sum + one, 0)
  return [
    plain.add({ milliseconds: Math.min(stood, 4 * 3_600_000) }),
    ...stands.map((stand) => until(stand).add({ minutes: 30 })),
  ]
}

function ofDays(
  plain: Temporal.Instant,
  amount: number,
  stands: readonly Stand[],
  until: Until,
): Temporal.Instant {
  const days = stands.reduce((sum, stand) => sum + endsIn(stand.from, until(stand).toString()), 0)
  return endOfDay(calendar, addWorkingDays(calendar, localDate(calendar, plain), Math.min(days, amount)))
}
