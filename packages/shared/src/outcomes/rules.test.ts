import { expect, it } from 'vitest'
import { workingCalendar } from '../calendar.ts'
import { stateTable } from '../state-table.test-support.ts'
import { putOffReview } from './contract.ts'
import {
  askAgainOn,
  countWords,
  lookFaults,
  reviewDates,
  reviewState,
  safetyLevel,
  saysSomething,
  whyNotPutOff,
  whyNotPutRight,
  whyNotRecordAs,
} from './rules.ts'
import { reviewStates } from './values.ts'

const london = workingCalendar('Europe/London', [])
const dates = (acceptedAt: string) => reviewDates(london, acceptedAt).map(({ dueOn }) => dueOn)

it('MON-2 reviews are 3, 6 and 12 months after acceptance; a month that is too short ends on its last day, and moves no other', () => {
  expect(dates('2026-03-02T09:00:00Z')).toEqual(['2026-03-02', '2026-06-02', '2026-09-02', '2027-03-02'])
  expect(dates('2026-08-31T09:00:00Z')).toEqual(['2026-08-31', '2026-11-30', '2027-02-28', '2027-08-31'])
  expect(dates('2023-11-30T09:00:00Z')).toEqual(['2023-11-30', '2024-02-29', '2024-05-30', '2024-11-30'])
  expect(dates('2028-02-29T09:00:00Z')).toEqual(['2028-02-29', '2028-05-29', '2028-08-29', '2029-02-28'])
})

it('MON-2 the day of acceptance is the local one', () => {
  expect(dates('2026-06-30T23:30:00Z')[0]).toBe('2026-07-01')
  expect(dates('2026-12-31T23:30:00Z')[0]).toBe('2026-12-31')
})

it('MON-2 where a review stands: done above all, passed once the next has come, asked from its day on', () => {
  const review = { askOn: '2026-06-02', putOff: false, done: false, nextDueOn: '2026-09-02' }
  expect(reviewState(review, '2026-06-01')).toBe('to_come')
  expect(reviewState(review, '2026-06-02')).toBe('asked')
  expect(reviewState({ ...review, askOn: '2026-06-16', putOff: true }, '2026-06-02')).toBe('put_off')
  expect(reviewState({ ...review, askOn: '2026-06-16', putOff: true }, '2026-06-16')).toBe('asked')
  expect(reviewState(review, '2026-09-02')).toBe('passed')
  expect(reviewState({ ...review, done: true }, '2026-09-02')).toBe('done')
  expect(reviewState({ ...review, nextDueOn: null }, '2030-01-01')).toBe('asked')
})

it('MON-2 which review may be put off reads at a glance', async () => {
  const table = stateTable({
    title: 'MON-2 A review',
    states: reviewStates,
    places: ['of her file'],
    moves: [{ operation: putOffReview, to: 'put_off', whyNot: ({ state }) => whyNotPutOff(state) }],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('MON-2 a look counts as a review from two weeks before it is due; the look at referral always', () => {
  const reviews = [{ occasion: 'three_months', dueOn: '2026-06-02' }] as const
  expect(whyNotRecordAs('three_months', reviews, '2026-05-18')).toBe('outcomes.not_asked')
  expect(whyNotRecordAs('three_months', reviews, '2026-05-19')).toBe(null)
  expect(whyNotRecordAs('six_months', reviews, '2026-05-19')).toBe('outcomes.not_asked')
  expect(whyNotRecordAs('referral', [], '2026-05-19')).toBe(null)
})

it('MON-2 put off, it is asked for again after two weeks or on a day named', () => {
  expect(askAgainOn('2026-02-20', undefined)).toEqual({ on: '2026-03-06' })
  expect(askAgainOn('2026-02-20', '2026-05-21')).toEqual({ on: '2026-05-21' })
  for (const day of ['2026-02-20', '2026-05-22'])
    expect(askAgainOn('2026-02-20', day)).toMatchObject({ fault: { pointer: '/until' } })
})

it('MON-2 every question may be skipped, and something must be there; 0 is something, «not asked» is nothing', () => {
  expect(saysSomething({})).toBe(false)
  expect(saysSomething({ herWords: ' ', goals: [], needs: { housing: 'not_asked' } })).toBe(false)
  expect(saysSomething({ exit: { wish: 'not_asked' } })).toBe(false)
  expect(saysSomething({ arrests: 0 })).toBe(true)
  expect(saysSomething({ violence: 'not_known' })).toBe(true)
  expect(saysSomething({ needs: { money: 'no_need' } })).toBe(true)
})

it('MON-2 what is wrong with a look is named at its place', () => {
  const faults = lookFaults(
    {
      lookedOn: '2026-03-03',
      answers: { goals: [{ goal: ' ', met: 'met' }], exit: { wish: 'not_now', progress: 'first_steps' } },
    },
    '2026-03-02',
  )
  expect(faults.map(({ pointer }) => pointer)).toEqual([
    '/lookedOn',
    '/answers/goals/0/goal',
    '/answers/exit',
  ])
  expect(lookFaults({ lookedOn: '2026-03-02', answers: {} }, '2026-03-02')).toMatchObject([
    { pointer: '/answers', code: 'missing' },
  ])
})

it('MON-2 none, not known and skipped are three answers', () => {
  expect([countWords(0), countWords('not_known'), countWords(undefined), countWords(3)]).toEqual([
    'None',
    'Not known',
    'Skipped',
    '3',
  ])
  expect([safetyLevel('not_safe_at_all'), safetyLevel('safe')]).toEqual([1, 5])
})

it('MON-2 any look may be recorded as no review, and what was put right is not put right again', () => {
  expect(whyNotRecordAs('other', [], '2026-05-19')).toBe(null)
  expect([whyNotPutRight({ replaced: false }), whyNotPutRight({ replaced: true })]).toEqual([
    null,
    'outcomes.replaced',
  ])
})
