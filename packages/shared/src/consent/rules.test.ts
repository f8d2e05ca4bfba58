import { describe, expect, it } from 'vitest'
import { shippedBankHolidays } from '../bank-holidays.ts'
import { workingCalendar } from '../calendar.ts'
import { stateTable } from '../state-table.test-support.ts'
import { withdrawConsent } from './contract.ts'
import {
  asksForCapacity,
  consentFaults,
  consentGrants,
  isInForce,
  ranOut,
  stands,
  whyNotWithdrawConsent,
  withoutConsentFaults,
  withoutConsentGrants,
} from './rules.ts'
import type { ConsentAnswers, WithoutConsentAnswers } from './schema.ts'

const today = '2026-03-02'
const knows = (id: string) => ['housing', 'health', 'police'].includes(id)
const london = workingCalendar('Europe/London', shippedBankHolidays('england-and-wales'))

const given: ConsentAnswers = {
  explained: 'Who meets, and that she can stop it',
  shared: 'What is in this referral',
  agreedAgencies: ['housing', 'health'],
  refusedAgencies: ['police'],
  how: 'spoken',
  through: 'nobody_else',
  takenBy: 'The referrer',
  givenOn: today,
  until: '2026-09-02',
}
const without: WithoutConsentAnswers = {
  grounds: [{ code: 'safeguarding_at_risk', because: 'He answers her phone' }],
  why: 'unsafe_to_ask',
  whyInWords: 'Every contact has been with him',
  shared: 'Where she is seen; nothing on her health',
  agencies: ['police'],
  decidedBy: 'The safeguarding lead',
  telling: 'will_be_told',
  tellingInWords: 'When she is next seen alone',
  reviewOn: '2026-04-02',
}

const places = (faults: readonly { pointer: string; code: string }[]) =>
  faults.map(({ pointer, code }) => `${pointer} ${code}`)

describe('CON-1 a consent', () => {
  it('that is whole lacks nothing', () => expect(consentFaults(given, '', today, knows)).toEqual([]))

  it.each([
    ['explained', { explained: ' ' }, '/explained missing'],
    ['shared', { shared: '' }, '/shared missing'],
    ['nobody agreed to', { agreedAgencies: [] }, '/agreedAgencies missing'],
    ['given on a day to come', { givenOn: '2026-03-03' }, '/givenOn contradiction'],
    ['over already', { until: '2026-03-01' }, '/until contradiction'],
    ['longer than 12 months', { until: '2027-03-03' }, '/until contradiction'],
    ['asked for again after its end', { reviewOn: '2026-09-03' }, '/reviewOn contradiction'],
    ['asked for again in the past', { reviewOn: '2026-03-01' }, '/reviewOn contradiction'],
    [
      'of an agency both agreed to and not',
      { refusedAgencies: ['health'] },
      '/refusedAgencies contradiction',
    ],
    ['of an agency that nobody knows', { agreedAgencies: ['army'] }, '/agreedAgencies unknown'],
  ] as const)('%s is named at its place', (_, change, place) =>
    expect(places(consentFaults({ ...given, ...change } as ConsentAnswers, '', today, knows))).toEqual([
      place,
    ]),
  )

  it('that is empty names everything at once', () =>
    expect(places(consentFaults({}, '/answers', today, knows))).toEqual([
      '/answers/explained missing',
      '/answers/shared missing',
      '/answers/agreedAgencies missing',
      '/answers/how missing',
      '/answers/through missing',
      '/answers/takenBy missing',
      '/answers/givenOn missing',
      '/answers/until missing',
    ]))
})

describe('CON-2 a sharing without consent', () => {
  it('that is whole lacks nothing', () => expect(withoutConsentFaults(without, '', today, knows)).toEqual([]))

  it.each([
    ['without a ground', { grounds: [] }, '/grounds missing'],
    [
      'whose ground is not said',
      { grounds: [{ code: 'safeguarding_at_risk' }] },
      '/grounds/0/because missing',
    ],
    ['with nobody', { agencies: [] }, '/agencies missing'],
    ['with somebody unknown', { agencies: ['army'] }, '/agencies unknown'],
    ['whose review has passed', { reviewOn: '2026-03-01' }, '/reviewOn contradiction'],
  ] as const)('%s is named at its place', (_, change, place) =>
    expect(
      places(withoutConsentFaults({ ...without, ...change } as WithoutConsentAnswers, '', today, knows)),
    ).toEqual([place]),
  )

  it('SAF-2 for want of capacity asks who assessed it, when, for what, and for her best interests', () => {
    const lacking = { ...without, why: 'lacks_capacity' } as const
    expect(asksForCapacity(without)).toBe(false)
    expect(asksForCapacity(lacking)).toBe(true)
    expect(places(withoutConsentFaults(lacking, '', today, knows))).toEqual([
      '/capacity/assessor missing',
      '/capacity/assessedOn missing',
      '/capacity/decision missing',
      '/capacity/bestInterests missing',
      '/grounds contradiction',
    ])
  })
})

it('ACC-3 grants go to whom she agreed, nobody else, and end as her last day ends in London', () => {
  const grants = consentGrants(london, given, '2026-03-02T09:00:00Z')
  expect(grants).toEqual([
    { agencyId: 'housing', basis: 'consent', from: '2026-03-02T09:00:00Z', until: '2026-09-02T23:00:00Z' },
    { agencyId: 'health', basis: 'consent', from: '2026-03-02T09:00:00Z', until: '2026-09-02T23:00:00Z' },
  ])
  expect(withoutConsentGrants(without, '2026-03-02T09:00:00Z')).toMatchObject([
    { agencyId: 'police', basis: 'without_consent', until: null },
  ])
})

it('CON-3 what may be done with a consent reads at a glance', async () => {
  const today = '2026-03-02'
  const ended = '2026-03-01T12:00:00Z'
  const at = {
    in_force: { withdrawnAt: null, lapsedAt: null, until: '2026-12-31' },
    'on its last day': { withdrawnAt: null, lapsedAt: null, until: today },
    'past its last day': { withdrawnAt: null, lapsedAt: null, until: '2026-03-01' },
    'lapsed, or replaced': { withdrawnAt: null, lapsedAt: ended, until: '2026-12-31' },
    withdrawn: { withdrawnAt: ended, lapsedAt: null, until: '2026-12-31' },
  }
  const table = stateTable({
    title: 'CON-3 A consent',
    states: Object.keys(at) as (keyof typeof at)[],
    places: ['who sees the case'],
    moves: [
      {
        operation: withdrawConsent,
        to: 'withdrawn',
        whyNot: ({ state }) => whyNotWithdrawConsent(at[state], today),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('CON-3 a consent is withdrawn once, while it is in force, its last day included', () => {
  const consent = { withdrawnAt: null, lapsedAt: null, until: today }
  const at = '2026-03-01T10:00:00Z'
  expect([isInForce(consent, today), whyNotWithdrawConsent(consent, today)]).toEqual([true, null])
  expect([isInForce(consent, '2026-03-03'), stands(consent)]).toEqual([false, true])
  for (const ended of [{ withdrawnAt: at }, { lapsedAt: at }, { until: '2026-03-01' }])
    expect(whyNotWithdrawConsent({ ...consent, ...ended }, today)).toBe('consent.ended')
  expect(stands({ ...consent, lapsedAt: at })).toBe(false)
})

it('CON-3 a consent that lapses as its last local day ends ran out as agreed, also in summer; before that a newer one took its place', () => {
  const until = '2026-06-30'
  expect(ranOut(london, { until, lapsedAt: '2026-06-30T23:00:10Z' })).toBe(true)
  expect(ranOut(london, { until, lapsedAt: '2026-06-30T22:59:00Z' })).toBe(false)
})
