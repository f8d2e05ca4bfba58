import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { shippedBankHolidays } from '../bank-holidays.ts'
import { isWorkingDay, localDate, workingCalendar } from '../calendar.ts'
import type { MeetingRule } from '../partnerships/contract.ts'
import { derivedDates, warningsOf } from './dates.ts'
import { whyNotConfirm, whyNotMoveTo } from './moving.ts'
import { meetingDates, planOf } from './rules.ts'

const calendar = workingCalendar('Europe/London', shippedBankHolidays('england-and-wales'))
const nothingDone = { confirmedAt: null, packCirculatedAt: null, minutesDistributedAt: null }
const meetingOn = (date: string) => ({
  ...planOf(calendar, Temporal.PlainDate.from(date), '10:00'),
  ...nothingDone,
})
/** In which state each date is: "confirmation now, pack coming …". */
const states = (meeting: Parameters<typeof derivedDates>[0], now: string) =>
  Object.fromEntries(derivedDates(meeting, now).map(({ name, state }) => [name, state]))

describe('MTG-2 the dates derived from a meeting', () => {
  it.each([
    // Good Friday and Easter Monday lie between: 3 and 6 April 2026, 26 and 29 March 2027.
    [
      'Easter 2026',
      '2026-04-09',
      '09:00',
      '2026-03-27T23:59:59',
      '2026-03-30',
      '2026-04-03',
      '2026-04-02',
      '2026-04-16',
    ],
    [
      'Easter 2027',
      '2027-04-01',
      '09:00',
      '2027-03-19T23:59:59',
      '2027-03-22',
      '2027-03-26',
      '2027-03-25',
      '2027-04-08',
    ],
    [
      'Christmas',
      '2026-12-30',
      '10:00',
      '2026-12-17T23:59:59',
      '2026-12-21',
      '2026-12-25',
      '2026-12-23',
      '2027-01-07',
    ],
    [
      'the clocks going forward',
      '2026-03-30',
      '09:00',
      '2026-03-19T23:59:59',
      '2026-03-23',
      '2026-03-27',
      '2026-03-25',
      '2026-04-08',
    ],
    [
      'the clocks going back',
      '2026-10-26',
      '10:00',
      '2026-10-15T23:59:59',
      '2026-10-19',
      '2026-10-23',
      '2026-10-21',
      '2026-11-02',
    ],
  ])('around %s', (_, date, utcStart, referrals, from, until, pack, minutes) => {
    const plan = meetingOn(date)
    const local = (instant: string) =>
      Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDateTime().toString()
    expect(plan.startsAt).toBe(`${date}T${utcStart}:00Z`)
    expect(local(plan.referralsBy)).toBe(referrals)
    expect(local(plan.confirmationFrom)).toBe(`${from}T00:00:00`)
    expect(local(plan.confirmationUntil)).toBe(`${until}T23:59:59`)
    expect(local(plan.packBy)).toBe(`${pack}T23:59:59`)
    expect(local(plan.minutesDueBy)).toBe(`${minutes}T23:59:59`)
  })

  it('are coming, then now, then missed', () => {
    const meeting = meetingOn('2026-04-09')
    expect(states(meeting, '2026-03-20T09:00:00Z')).toEqual({
      referrals: 'coming',
      confirmation: 'coming',
      pack: 'coming',
      minutes: 'coming',
    })
    expect(states(meeting, '2026-03-30T09:00:00Z')).toMatchObject({
      referrals: 'kept',
      confirmation: 'now',
      pack: 'now',
    })
    expect(states(meeting, '2026-04-03T22:59:59Z')).toMatchObject({ confirmation: 'now', pack: 'missed' })
    expect(states(meeting, '2026-04-09T09:00:00Z')).toMatchObject({ confirmation: 'missed', minutes: 'now' })
    expect(states(meeting, '2026-04-16T23:00:00Z')).toMatchObject({ minutes: 'missed' })
  })

  it('are kept up to their last second, and missed by what came a second later', () => {
    const meeting = meetingOn('2026-04-09')
    const done = (at: string) => states({ ...meeting, confirmedAt: at }, '2026-04-20T09:00:00Z').confirmation
    expect(done('2026-04-03T22:59:59Z')).toBe('kept')
    expect(done('2026-04-03T23:00:00Z')).toBe('missed')
  })

  test('what is kept stays kept, whatever time passes', () => {
    const anyMinute = fc.integer({ min: 0, max: 60 * 24 * 60 })
    fc.assert(
      fc.property(anyMinute, anyMinute, (done, later) => {
        const at = (minutes: number) =>
          Temporal.Instant.from('2026-03-01T00:00:00Z').add({ minutes }).toString()
        const meeting = { ...meetingOn('2026-04-09'), packCirculatedAt: at(done) }
        const pack = (now: string) => states(meeting, now).pack
        expect(pack(at(done + later))).toBe(pack(at(done)))
      }),
    )
  })
})

describe('MTG-1 twelve months', () => {
  const anyRule = fc.record({
    week: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 'last' as const),
    weekday: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const, 5 as const),
    time: fc.constantFrom('09:00', '10:00', '14:30'),
    mode: fc.constant('online' as const),
    venue: fc.constant(''),
  }) satisfies fc.Arbitrary<MeetingRule>

  test('whatever the rule and the day: one working day in each calendar month, each before its referrals close and its papers go out', () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 0, max: 700 }), (rule, days) => {
        const now = Temporal.Instant.from('2026-01-01T12:00:00Z')
          .add({ hours: 24 * days })
          .toString()
        const plans = meetingDates(calendar, rule, now, 12)
        expect(new Set(plans.map(({ date }) => date.slice(0, 7))).size).toBe(12)
        for (const plan of plans) {
          expect(isWorkingDay(calendar, Temporal.PlainDate.from(plan.date))).toBe(true)
          const inOrder = [plan.referralsBy, plan.packBy, plan.startsAt, plan.minutesDueBy]
          expect(inOrder.toSorted((a, b) => Temporal.Instant.compare(a, b))).toEqual(inOrder)
          expect(localDate(calendar, Temporal.Instant.from(plan.startsAt)).toString()).toBe(plan.date)
        }
      }),
    )
  })
})

describe('MTG-2 warnings', () => {
  const meeting = meetingOn('2026-04-09')
  const kinds = (now: string, done = {}) =>
    warningsOf(calendar, { ...meeting, ...done }, now).map(({ kind, to, occasion }) => [
      kind,
      to,
      occasion.split(' 2026')[0],
    ])

  it.each([
    ['a day too early for anything', '2026-03-24T23:59:59Z', []],
    [
      'referrals close in two working days',
      '2026-03-25T00:00:00Z',
      [['referrals_close_soon', 'members', 'closing']],
    ],
    ['the window opens', '2026-03-29T23:00:00Z', [['meeting_to_confirm', 'coordinators', 'open']]],
    [
      'papers are due within a working day',
      '2026-03-31T23:00:00Z',
      [
        ['meeting_to_confirm', 'coordinators', 'open'],
        ['pack_due_soon', 'coordinators', 'soon'],
      ],
    ],
    [
      'the window’s last day begins',
      '2026-04-02T23:00:00Z',
      [
        ['meeting_to_confirm', 'coordinators', 'open'],
        ['meeting_to_confirm', 'coordinators', 'last day'],
        ['pack_late', 'coordinators', 'missed'],
      ],
    ],
    [
      'the window closed',
      '2026-04-03T23:00:00Z',
      [
        ['meeting_not_confirmed_in_time', 'coordinators', 'missed'],
        ['pack_late', 'coordinators', 'missed'],
      ],
    ],
    [
      'minutes are due within a working day',
      '2026-04-15T00:00:00Z',
      [['minutes_due_soon', 'coordinators', 'soon']],
    ],
    ['minutes are late', '2026-04-17T00:00:00Z', [['minutes_late', 'coordinators', 'missed']]],
    ['all that is old', '2026-04-25T00:00:00Z', []],
  ])('%s', (_, now, expected) => expect(kinds(now)).toEqual(expected))

  it('what is done warns no more', () => {
    const done = {
      confirmedAt: '2026-03-31T09:00:00Z',
      packCirculatedAt: '2026-04-01T09:00:00Z',
      minutesDistributedAt: '2026-04-10T09:00:00Z',
    }
    for (const now of ['2026-04-02T23:00:00Z', '2026-04-04T09:00:00Z', '2026-04-16T09:00:00Z'])
      expect(kinds(now, done)).toEqual([])
  })
})

describe('MTG-2 confirming', () => {
  const planned = {
    state: 'planned',
    confirmedAt: null,
    confirmationFrom: '2026-03-29T23:00:00Z',
    agendaPublishedAt: '2026-03-27T12:00:00Z',
  } as const
  it.each([
    ['a second before its window', planned, '2026-03-29T22:59:59Z', 'meeting.too_early'],
    ['as its window opens', planned, '2026-03-29T23:00:00Z', null],
    ['late', planned, '2026-04-08T09:00:00Z', null],
    [
      'before its agenda is published',
      { ...planned, agendaPublishedAt: null },
      '2026-03-30T09:00:00Z',
      'meeting.agenda_unpublished',
    ],
    [
      'twice',
      { ...planned, confirmedAt: '2026-03-30T09:00:00Z' },
      '2026-03-31T09:00:00Z',
      'meeting.confirmed',
    ],
    [
      'once it is open',
      { ...planned, state: 'open' as const },
      '2026-04-09T09:00:00Z',
      'meeting.wrong_state',
    ],
  ])('%s', (_, meeting, now, refusal) => expect(whyNotConfirm(meeting, now)).toBe(refusal))
})

describe('MTG-1 moving', () => {
  const now = '2026-03-02T09:00:00Z'
  it.each([
    ['2026-04-16', null, null],
    ['2026-04-18', 'weekend', 'is a Saturday'],
    ['2026-04-06', 'bank_holiday', 'is a bank holiday: Monday 2026-04-06'],
    ['2026-05-14', 'taken', 'is the day of another meeting'],
    ['2026-02-26', 'past', 'is over already'],
  ])('to %s: %s', (date, code, detail) => {
    const fault = whyNotMoveTo(calendar, meetingOn(date), ['2026-05-14'], now)
    expect(fault && [fault.pointer, fault.code, fault.detail]).toEqual(code && ['/date', code, detail])
  })
})
