import type { ReferralFacts } from '@alongside/shared/referrals/rules'
import { expect, test } from 'vitest'
import { choicesOf } from './choices.ts'

const facts = (more: Partial<ReferralFacts>): ReferralFacts => ({
  state: 'submitted',
  own: true,
  agencyId: 'lantern',
  light: 'red',
  basisInForce: true,
  restDueAt: null,
  recipients: [{ agencyId: 'lantern', forMeeting: true, respondedAt: null }],
  ...more,
})
const coordinator = { role: 'coordinator', agencyId: 'lantern' } as const
const all = { triage: true, respond: true, write: true }
const choices = (more: Partial<ReferralFacts>) => choicesOf(facts(more), coordinator, all)

test.each(['draft', 'withdrawn', 'declined', 'redirected', 'closed'] as const)(
  'REF-11 nothing is said of moves that a %s referral never makes',
  (state) => expect(choices({ state, light: 'green' })).toEqual({ open: [], closed: [] }),
)

test('REF-10 of one that has ended a light is left to lower, for who triages alone', () => {
  expect(choices({ state: 'closed' })).toEqual({ open: ['light'], closed: [] })
  const practitioner = { role: 'practitioner', agencyId: 'lantern' } as const
  expect(choicesOf(facts({ state: 'closed' }), practitioner, { ...all, triage: false }).open).toEqual([])
})

test('REF-11 what is done is not offered again, nor excused', () => {
  expect(choices({ state: 'accepted' })).toEqual({ open: ['light', 'withdraw'], closed: [] })
})

test('REF-8 who triages reads once why her moves wait, and each reason stands with its own moves', () => {
  expect(choices({ state: 'returned' }).closed).toEqual([
    {
      choices: ['accept', 'return', 'decline'],
      reason: 'It waits for the referrer, who was asked for more.',
    },
  ])
  expect(choices({ basisInForce: false })).toMatchObject({
    open: ['return', 'decline', 'light', 'withdraw'],
    closed: [{ choices: ['accept'] }],
  })
})
