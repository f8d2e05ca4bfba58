import { expect, it } from 'vitest'
import { shippedBankHolidays } from '../bank-holidays.ts'
import { workingCalendar } from '../calendar.ts'
import { Refusal } from '../problems.ts'
import type { ReferralAnswers } from './schema.ts'
import { dueFor, meetingsFor, planSubmission, type SubmissionContext } from './submission.ts'
import { context as form, whole } from './whole-form.test-support.ts'

const calendar = workingCalendar('Europe/London', shippedBankHolidays('england-and-wales'))
const march = { id: 'march', startsAt: '2026-03-12T10:00:00Z', referralsBy: '2026-03-03T23:59:59Z' }
const april = { id: 'april', startsAt: '2026-04-09T09:00:00Z', referralsBy: '2026-03-27T23:59:59Z' }
const context: SubmissionContext = {
  ...form,
  calendar,
  meetings: [march, april],
  now: '2026-03-02T09:00:00Z',
}

it('REF-8 REF-9 ACC-2 a whole form sets everything in motion: light, clock, meeting, recipients, grants', () => {
  expect(planSubmission(whole, context)).toMatchObject({
    computed: 'red',
    light: 'red',
    dueAt: '2026-03-02T13:00:00Z',
    meetingId: 'march',
    exceptional: null,
    recipients: [{ agencyId: 'lantern', forMeeting: true }],
    notifications: [],
  })
  expect(planSubmission(whole, context).grants.map(({ agencyId, basis }) => `${agencyId}: ${basis}`)).toEqual(
    ['housing: own_referral', 'lantern: coordination', 'lantern: consent', 'housing: consent'],
  )
})

it('REF-8 to agencies alone it has no meeting, and nobody coordinates', () => {
  const plan = planSubmission({ ...whole, addressedTo: { agencies: ['housing'] } }, context)
  expect(plan).toMatchObject({ meetingId: null, recipients: [{ agencyId: 'housing', forMeeting: false }] })
  expect(plan.grants.map(({ basis }) => basis)).not.toContain('coordination')
})

it('REF-9 too late for the next meeting it makes the one after, and an exceptional reason asks for the sooner', () => {
  const late = { ...context, now: '2026-03-04T09:00:00Z' }
  expect(planSubmission(whole, late)).toMatchObject({ meetingId: 'april', exceptional: null })
  const exceptional: ReferralAnswers = {
    ...whole,
    addressedTo: { meeting: true, exceptionalReason: 'He has found where she sleeps' },
  }
  expect(planSubmission(exceptional, late)).toMatchObject({ meetingId: 'april', exceptional: 'asked' })
  expect(planSubmission(exceptional, context)).toMatchObject({ meetingId: 'march', exceptional: null })
  expect(meetingsFor([march, april], '2026-03-03T23:59:59Z')).toEqual({ meeting: march, earlier: null })
  expect(meetingsFor([march], '2026-03-12T10:00:00Z')).toEqual({ meeting: null, earlier: null })
})

it('REF-8 red runs on the wall clock, amber and green over working days to the end of the day', () => {
  const friday = '2026-02-27T22:00:00Z'
  expect(dueFor(calendar, form.ruleSet, 'red', friday)).toBe('2026-02-28T02:00:00Z')
  expect(dueFor(calendar, form.ruleSet, 'amber', friday)).toBe('2026-03-02T23:59:59Z')
  expect(dueFor(calendar, form.ruleSet, 'green', friday)).toBe('2026-03-06T23:59:59Z')
})

const refusalOf = (answers: ReferralAnswers): unknown => {
  try {
    return planSubmission(answers, context)
  } catch (error) {
    return error instanceof Refusal ? [error.code, error.faults.length > 0] : error
  }
}

it('REF-3 REF-5 somebody under 18 is refused before anything else, an incomplete form with its faults', () => {
  const child: ReferralAnswers = { person: { age: { belief: 'may_be_under_18' } } }
  const doubted = {
    ...whole,
    person: { ...whole.person, age: { born: '1990', belief: 'may_be_under_18', restsOn: 'she_said' } },
  } as const
  expect(() => planSubmission(doubted, context)).toThrow(
    expect.objectContaining({
      code: 'referral.under_18',
      faults: [expect.objectContaining({ pointer: '/answers/person/age/belief', code: 'contradiction' })],
    }),
  )
  expect(refusalOf(child)).toEqual(['referral.under_18', false])
  expect(refusalOf({ ...whole, request: {} })).toEqual(['referral.incomplete', true])
})

it('SAF-1 SAF-2 a child and an adult at risk each open a notification', () => {
  const both: ReferralAnswers = {
    ...whole,
    children: { hasChildren: 'yes', atRisk: 'yes', risk: 'He hits the boy' },
    safeguarding: {
      careAndSupportNeeds: 'suspected',
      about: 'She cannot eat',
      abuseOrNeglect: 'yes',
      unableToProtectHerself: 'not_known',
    },
  }
  expect(planSubmission(both, context).notifications).toEqual(['child', 'adult'])
})
