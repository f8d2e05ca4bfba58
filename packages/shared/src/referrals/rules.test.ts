import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Asking } from '../access.ts'
import { callEmergencyMeeting } from '../emergency/contract.ts'
import { whyNotCall } from '../emergency/rules.ts'
import { stateTable } from '../state-table.test-support.ts'
import { lights } from '../traffic-light/values.ts'
import * as contract from './contract.ts'
import * as conversation from './conversation.ts'
import * as talk from './conversation-contract.ts'
import { stateAfterResponse, wordsAsked } from './responses.ts'
import * as rules from './rules.ts'
import type { ReferralState } from './schema.ts'
import { referralStates, responseKinds } from './values.ts'

const places = ['its author', 'her colleague', 'who is asked', 'who sees it'] as const

const housing = { agencyId: 'housing', forMeeting: false, respondedAt: null }
const meeting = { agencyId: 'lantern', forMeeting: true, respondedAt: null }

/** A red referral to the meeting and to one agency, which has not answered. */
function referralAt(state: ReferralState, place: string): rules.ReferralFacts {
  return {
    state,
    own: place === 'its author',
    agencyId: 'police',
    light: 'red',
    basisInForce: true,
    restDueAt: null,
    recipients: [meeting, housing],
  }
}
const agencyOf = (place: string) =>
  place === 'who is asked' ? 'housing' : place === 'who sees it' ? 'health' : 'police'

it('REF-11 what may be done with a referral reads at a glance', async () => {
  type At = { state: ReferralState; place: string; role: Asking['role'] }
  const asked =
    (rule: (referral: rules.ReferralFacts, asking: Asking) => ReturnType<typeof rules.whyNotSave>) =>
    ({ state, place, role }: At) =>
      rule(referralAt(state, place), { role, agencyId: agencyOf(place) })
  const table = stateTable({
    title: 'REF-11 A red referral',
    states: referralStates,
    places,
    moves: [
      { operation: contract.saveReferral, whyNot: asked(rules.whyNotWrite) },
      {
        operation: contract.answerRest,
        whyNot: asked((one, asking) =>
          rules.whyNotAnswerRest({ ...one, restDueAt: '2026-03-03T23:59:59Z' }, asking),
        ),
      },
      { operation: contract.discardReferral, whyNot: asked(rules.whyNotDiscard), to: 'gone' },
      { operation: contract.submitReferral, whyNot: asked(rules.whyNotSubmit), to: rules.moves.submit.to },
      {
        operation: contract.redirectChild,
        whyNot: asked(rules.whyNotRedirectChild),
        to: rules.moves.redirectChild.to,
      },
      { operation: contract.acceptReferral, whyNot: asked(rules.whyNotAccept), to: rules.moves.list.to },
      { operation: contract.returnReferral, whyNot: asked(rules.whyNotReturn), to: rules.moves.return.to },
      {
        operation: contract.declineReferral,
        whyNot: asked((referral) => rules.whyNotDecline(referral)),
        to: rules.moves.decline.to,
      },
      { operation: contract.respondToReferral, whyNot: asked(rules.whyNotRespond) },
      {
        operation: { ...contract.changeLight, id: 'changeLight, raised' },
        whyNot: asked((one, asking) => rules.whyNotChangeLight({ ...one, light: 'amber' }, asking, 'red')),
      },
      {
        operation: { ...contract.changeLight, id: 'changeLight, lowered' },
        whyNot: asked((one, asking) => rules.whyNotChangeLight(one, asking, 'green')),
      },
      {
        operation: contract.withdrawReferral,
        whyNot: asked(rules.whyNotWithdraw),
        to: rules.moves.withdraw.to,
      },
      {
        operation: contract.takeBackTriage,
        whyNot: ({ state }) =>
          rules.whyNotTakeBack({ state, undoUntil: '2026-03-02T10:10:00Z' }, '2026-03-02T10:00:00Z'),
        to: rules.moves.takeBack.to,
      },
      { operation: talk.askReferrer, whyNot: asked(conversation.whyNotAsk) },
      { operation: talk.addToReferral, whyNot: asked(conversation.whyNotAdd) },
      { operation: talk.amendResponse, whyNot: asked(conversation.whyNotAmend) },
      { operation: callEmergencyMeeting, whyNot: asked(whyNotCall) },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('REF-11 every state is reached from a draft, and what is withdrawn or closed never goes on', () => {
  const all = Object.values(rules.moves)
  const reached = new Set<string>(['draft'])
  for (let before = 0; before < reached.size; ) {
    before = reached.size
    for (const { from, to } of all) if (to && from.some((state) => reached.has(state))) reached.add(to)
  }
  expect([...reached].sort()).toEqual([...referralStates].sort())
  for (const ended of ['withdrawn', 'closed'] as const)
    expect(all.filter(({ from, to }) => to !== null && (from as readonly string[]).includes(ended))).toEqual(
      [],
    )
})

it('REF-8 what is addressed to agencies alone is neither accepted to a meeting, nor returned, nor declined by it', () => {
  for (const state of referralStates)
    for (const rule of [rules.whyNotAccept, rules.whyNotReturn, rules.whyNotDecline])
      expect(rule({ ...referralAt(state, 'its author'), recipients: [housing] })).toBe(
        'referral.not_for_meeting',
      )
})

it('CON-2 without a basis in force nothing is accepted; what else may be done stays', () => {
  const referral = { ...referralAt('submitted', 'its author'), basisInForce: false }
  expect(rules.whyNotAccept(referral)).toBe('referral.basis_missing')
  expect(rules.whyNotAccept({ ...referral, state: 'listed' })).toBe('referral.wrong_state')
  expect([rules.whyNotReturn(referral), rules.whyNotDecline(referral)]).toEqual([null, null])
})

it('REF-8 an agency answers once, and only for itself', () => {
  const referral = referralAt('submitted', 'its author')
  const answered = referral.recipients.map((one) => ({ ...one, respondedAt: '2026-03-02T10:00:00Z' }))
  const asking = { role: 'lead_member' as const, agencyId: 'housing' }
  expect(rules.whyNotRespond(referral, asking)).toBeNull()
  expect(rules.whyNotRespond({ ...referral, recipients: answered }, asking)).toBe('referral.wrong_state')
  // The coordinating agency is asked for the meeting, and answers by accepting, returning or declining.
  expect(rules.whyNotRespond(referral, { role: 'coordinator', agencyId: 'lantern' })).toBe(
    'access.not_permitted',
  )
})

it('REF-5 REF-8 a clock runs for whom an answer is open: the meeting’s rests while the referral is returned', () => {
  const running = (forMeeting: boolean) =>
    referralStates.filter((state) => rules.clockRuns(state, forMeeting))
  expect(running(true)).toEqual(['submitted'])
  expect(running(false)).toEqual(expect.arrayContaining(['submitted', 'returned', 'listed', 'declined']))
  for (const ended of ['draft', 'withdrawn', 'closed'] as const)
    expect(rules.clockRuns(ended, false)).toBe(false)
})

it('REF-6 a worker raises a light and never lowers it; who triages does both; to the same colour nobody', () => {
  const light = fc.constantFrom(...lights)
  fc.assert(
    fc.property(light, light, (from, to) => {
      const referral = { state: 'submitted' as const, light: from }
      const raised = rules.seriousness(to) < rules.seriousness(from)
      const asked = (role: 'practitioner' | 'coordinator') =>
        rules.whyNotChangeLight(referral, { role, agencyId: null }, to)
      expect(asked('coordinator')).toBe(from === to ? 'referral.light_same' : null)
      const same = from === to ? 'referral.light_same' : null
      expect(asked('practitioner')).toBe(same ?? (raised ? null : 'access.not_permitted'))
      expect(rules.moreSerious(from, to)).toBe(rules.moreSerious(to, from))
    }),
  )
})

it('REF-8 a raised light never lengthens a clock, a lowered one never shortens it', () => {
  const light = fc.constantFrom(...lights)
  const instant = fc.integer({ min: 0, max: 1e12 }).map((at) => new Date(at).toISOString())
  fc.assert(
    fc.property(light, light, instant, instant, (from, to, due, byNew) => {
      fc.pre(from !== to)
      const after = rules.clockAfterLightChange(due, byNew, from, to)
      expect([due, byNew]).toContain(after)
      const raised = rules.seriousness(to) < rules.seriousness(from)
      expect(raised ? after <= due : after >= due).toBe(true)
    }),
  )
})

it.each([
  ['the first that takes it', [null, null], 'accepted', 'accepted'],
  ['the first that takes it onto its list', [null, null], 'accepted_onto_waiting_list', 'accepted'],
  ['the last that cannot', [null, 'not_able_to_help_now'], 'not_able_to_help_now', 'declined'],
  ['the last that knows better', [null, 'not_able_to_help_now'], 'better_placed_elsewhere', 'redirected'],
  ['one of two that cannot', [null, null], 'not_able_to_help_now', 'submitted'],
  ['one that cannot, of whom another could', [null, 'accepted'], 'not_able_to_help_now', 'accepted'],
] as const)('REF-8 a referral to agencies alone, answered by %s', (_, responded, answer, state) => {
  const recipients = responded.map((response, at) => ({ id: `${at}`, forMeeting: false, response }))
  expect(stateAfterResponse({ state: 'submitted', recipients }, '0', answer)).toBe(state)
})

const moved: readonly ReferralState[] = rules.moves.answered.from

it('REF-8 REF-11 an answer that is put right brings a referral to agencies alone back to where it belongs', () => {
  const mine = { id: '0', ...housing, response: 'accepted' as const }
  const silent = { id: '1', ...housing, response: null }
  const after = (
    state: ReferralState,
    others: (typeof silent)[],
    response: 'accepted' | 'not_able_to_help_now',
  ) => stateAfterResponse({ state, recipients: [mine, ...others] }, '0', response)
  expect(after('accepted', [silent], 'not_able_to_help_now')).toBe('submitted')
  expect(after('accepted', [], 'not_able_to_help_now')).toBe('declined')
  expect(after('declined', [], 'accepted')).toBe('accepted')
})

it('REF-11 what is addressed to the meeting too is moved by no agency’s answer, nor is what has moved on', () => {
  const mine = { id: '0', ...housing, response: null }
  const other = { id: '1', ...meeting, response: null }
  for (const response of responseKinds)
    for (const state of referralStates) {
      expect(stateAfterResponse({ state, recipients: [mine, other] }, '0', response)).toBe(state)
    }
  const movedOn = referralStates.filter((state) => !moved.includes(state))

  for (const state of movedOn)
    expect(stateAfterResponse({ state, recipients: [mine] }, '0', 'accepted')).toBe(state)
})

it('REF-8 who does not take her on says why, or where', () => {
  expect(responseKinds.filter((kind) => wordsAsked[kind] !== null)).toEqual([
    'better_placed_elsewhere',
    'not_able_to_help_now',
  ])
})

it('REF-10 who was discussed before needs her escalation named, and blanks name nothing', () => {
  const named = (escalationSince?: string) => ({
    reReferral: { ...(escalationSince && { escalationSince }) },
  })
  expect(rules.mustNameEscalation(named(), null)).toBe(false)
  expect(rules.mustNameEscalation(named(), '2026-01-01T10:00:00Z')).toBe(true)
  expect(rules.mustNameEscalation(named('  '), '2026-01-01T10:00:00Z')).toBe(true)
  expect(rules.mustNameEscalation(named('He found her'), '2026-01-01T10:00:00Z')).toBe(false)
})
