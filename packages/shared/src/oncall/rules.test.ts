import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workingCalendar } from '../calendar.ts'
import { answersAt, checkAgainOn, gapsAhead, gapsOnDaysOff, type Shift, whyNotConfirm } from './rules.ts'

const london = workingCalendar('Europe/London', [])
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const answers = (shift: Shift, now: string) => answersAt(london, shift, now)

describe('MTG-5 who answers now', () => {
  const office: Shift = { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' }
  const weekendNight: Shift = { days: [5, 6], from: '22:00', until: '06:30' }

  it.each([
    ['as it begins', office, '2026-03-02T09:00:00Z', true],
    ['to its last minute', office, '2026-03-02T16:59:59Z', true],
    ['not as it ends', office, '2026-03-02T17:00:00Z', false],
    ['not on another day', office, '2026-03-01T12:00:00Z', false],
    ['by local time in summer', office, '2026-07-01T08:00:00Z', true],
    ['by local time in summer: no longer', office, '2026-07-01T16:00:00Z', false],
    ['before midnight', weekendNight, '2026-03-06T23:00:00Z', true],
    ['after midnight, on a day that is none of its own', weekendNight, '2026-03-08T06:29:00Z', true],
    ['not in the morning of the day on which it begins', weekendNight, '2026-03-06T03:00:00Z', false],
    ['no longer in the morning', weekendNight, '2026-03-08T06:30:00Z', false],
    ['not the night after', weekendNight, '2026-03-08T23:00:00Z', false],
  ])('%s', (_, shift, now, expected) => {
    expect(answers(shift, now)).toBe(expected)
  })

  it('the hour that comes twice in autumn is its shift’s both times, and nobody is left out in spring', () => {
    const small: Shift = { days: [7], from: '01:00', until: '02:00' }
    expect(answers(small, '2026-10-25T00:30:00Z')).toBe(true)
    expect(answers(small, '2026-10-25T01:30:00Z')).toBe(true)
    expect(answers(small, '2026-10-25T02:00:00Z')).toBe(false)
    const [early, late] = [
      { days: everyDay, from: '18:00', until: '01:30' },
      { days: everyDay, from: '01:30', until: '18:00' },
    ]
    expect(answers(early, '2026-03-29T00:59:00Z')).toBe(true)
    expect(answers(late, '2026-03-29T01:00:00Z')).toBe(true)
  })

  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  const instant = fc
    .date({ min: new Date('2026-01-01Z'), max: new Date('2027-12-31Z'), noInvalidDate: true })
    .map((at) => at.toISOString())

  it('of two shifts that share every day between them exactly one answers, whenever it is', () => {
    fc.assert(
      fc.property(time, time, instant, (one, other, now) => {
        fc.pre(one !== other)
        const shifts = [
          { days: everyDay, from: one, until: other },
          { days: everyDay, from: other, until: one },
        ]
        expect(shifts.filter((shift) => answers(shift, now))).toHaveLength(1)
      }),
    )
  })

  it('a whole day and night is never without an answer', () => {
    fc.assert(
      fc.property(time, instant, (at, now) => {
        expect(answers({ days: everyDay, from: at, until: at }, now)).toBe(true)
      }),
    )
  })
})

it('MTG-5 a list is checked again a quarter later, by the local day; an empty one is not confirmed', () => {
  expect(checkAgainOn(london, '2026-05-03T10:00:00Z')).toBe('2026-08-03')
  expect(checkAgainOn(london, '2026-06-30T23:30:00Z')).toBe('2026-10-01')
  expect(checkAgainOn(london, '2025-11-30T10:00:00Z')).toBe('2026-02-28')
  expect(whyNotConfirm({ entries: [] })).toBe('on_call.empty')
  expect(whyNotConfirm({ entries: [1] })).toBeNull()
})

it('MTG-5 hours that nobody has are told before they come: a weekend, and nothing where day and night are covered', () => {
  const ahead = (shifts: Parameters<typeof gapsAhead>[1], now = '2026-03-05T10:00:00Z') =>
    gapsAhead(london, shifts, now).map(({ from, until }) => [from.toString(), until?.toString() ?? null])
  const workdays = [1, 2, 3, 4, 5]
  const weekdays = { days: workdays, from: '08:00', until: '08:00' }
  expect(ahead([weekdays])).toEqual([['2026-03-07T08:00:00', '2026-03-09T08:00:00']])
  expect(ahead([weekdays, { days: [6, 7], from: '08:00', until: '08:00' }])).toEqual([])
  expect(ahead([{ days: workdays, from: '09:00', until: '17:00' }])).toEqual([
    ['2026-03-05T17:00:00', '2026-03-06T09:00:00'],
    ['2026-03-06T17:00:00', '2026-03-09T09:00:00'],
    ['2026-03-09T17:00:00', '2026-03-10T09:00:00'],
  ])
  expect(ahead([{ days: [4], from: '22:00', until: '06:00' }], '2026-03-06T05:00:00Z')).toEqual([
    ['2026-03-06T06:00:00', '2026-03-12T22:00:00'],
  ])
  expect(ahead([])).toEqual([['2026-03-05T10:00:00', null]])
})

it('MTG-5 a weekend that nobody has is told before the evenings that nobody has, and a bank holiday as a weekend', () => {
  const told = (
    find: typeof gapsAhead,
    shifts: readonly Shift[],
    now = '2026-03-02T10:00:00Z',
    calendar = london,
  ) => find(calendar, shifts, now).map(({ from, until }) => `${from.toString()} ${until?.toString() ?? 'on'}`)
  // On a Monday: four evenings come before the weekend.
  const office = [{ days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' }]
  const weekend = '2026-03-06T17:00:00 2026-03-09T09:00:00'
  expect(told(gapsAhead, office)).toEqual([
    '2026-03-02T17:00:00 2026-03-03T09:00:00',
    '2026-03-03T17:00:00 2026-03-04T09:00:00',
    weekend,
  ])
  expect(told(gapsOnDaysOff, office)).toEqual([weekend])
  const nights = [{ days: everyDay, from: '17:00', until: '09:00' }]
  expect(told(gapsOnDaysOff, nights)).toEqual([
    '2026-03-07T09:00:00 2026-03-07T17:00:00',
    '2026-03-08T09:00:00 2026-03-08T17:00:00',
  ])
  const goodFriday = workingCalendar('Europe/London', ['2026-04-03'])
  expect(told(gapsOnDaysOff, nights, '2026-04-02T10:00:00+01:00', goodFriday)[0]).toBe(
    '2026-04-03T09:00:00 2026-04-03T17:00:00',
  )
  // To midnight is not into the day after.
  const untilSaturday = [{ days: [1, 2, 3, 4, 6, 7], from: '00:00', until: '00:00' }]
  expect(told(gapsOnDaysOff, untilSaturday)).toEqual([])
  expect(told(gapsOnDaysOff, [])).toEqual(['2026-03-02T10:00:00 on'])
})
