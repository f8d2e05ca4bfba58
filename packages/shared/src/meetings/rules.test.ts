import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shippedBankHolidays } from '../bank-holidays.ts'
import { isWorkingDay, workingCalendar } from '../calendar.ts'
import { meetingDates, planOf, whyNotInMeeting } from './rules.ts'
import { meetingStates } from './values.ts'

const london = workingCalendar('Europe/London', shippedBankHolidays('england-and-wales'))
const rule = {
  week: 2,
  weekday: 4,
  time: '10:00',
  mode: 'in_person',
  venue: 'The Old Library',
} as const satisfies Parameters<typeof meetingDates>[1]

it('MTG-1 the rule gives twelve monthly dates, each a working day, in order, none before today', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), (days) => {
      const now = Temporal.PlainDate.from('2026-01-01').add({ days })
      const plans = meetingDates(london, rule, `${now.toString()}T09:00:00Z`, 12)
      const dates = plans.map(({ date }) => Temporal.PlainDate.from(date))
      expect(new Set(plans.map(({ date }) => date.slice(0, 7))).size).toBe(12)
      expect(dates.every((date) => isWorkingDay(london, date))).toBe(true)
      expect(dates.every((date) => Temporal.PlainDate.compare(date, now) >= 0)).toBe(true)
      expect(dates.toSorted((a, b) => Temporal.PlainDate.compare(a, b))).toEqual(dates)
    }),
    { numRuns: 30 },
  )
})

it('MTG-2 what is derived of a date stands in its order: referrals, confirmation, pack, meeting, minutes', () => {
  const plan = planOf(london, Temporal.PlainDate.from('2026-03-12'), '10:00')
  expect(plan).toEqual({
    date: '2026-03-12',
    startsAt: '2026-03-12T10:00:00Z',
    opensFrom: '2026-03-12T09:00:00Z',
    referralsBy: '2026-03-03T23:59:59Z',
    confirmationFrom: plan.confirmationFrom,
    confirmationUntil: plan.confirmationUntil,
    packBy: '2026-03-09T23:59:59Z',
    minutesDueBy: plan.minutesDueBy,
  })
  for (const inOrder of [
    [plan.referralsBy, plan.packBy, plan.startsAt, plan.minutesDueBy],
    [plan.confirmationFrom, plan.confirmationUntil, plan.startsAt],
  ])
    expect(inOrder.toSorted()).toEqual(inOrder)
})

it('MTG-6 a meeting is settled before it opens, recorded and closed while it is open, arranged until it closes', () => {
  const open = (move: Parameters<typeof whyNotInMeeting>[0]) =>
    meetingStates.filter((state) => whyNotInMeeting(move, state) === null)
  expect(open('open')).toEqual(['planned'])
  expect(open('settle')).toEqual(['planned'])
  expect(open('record')).toEqual(['open'])
  expect(open('arrange')).toEqual(['planned', 'open'])
  expect(open('close')).toEqual(['open'])
})
