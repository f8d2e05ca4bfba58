import { expect, it } from 'vitest'
import { meetingStates } from '../meetings/values.ts'
import { referralStates } from '../referrals/values.ts'
import { stateTable } from '../state-table.test-support.ts'
import { lights } from '../traffic-light/values.ts'
import { callEmergencyMeeting, logContact, recordAgreedAloud } from './contract.ts'
import { whyNotBegin, whyNotCall, whyNotCallAbout, whyNotContact } from './rules.ts'

const runs = 'runs it'

it('MTG-5 from which referral people are called, and until when they are contacted, reads at a glance', async () => {
  const called = stateTable({
    title: 'MTG-5 A referral from which an emergency meeting is called',
    states: referralStates,
    places: lights,
    moves: [
      { operation: callEmergencyMeeting, whyNot: ({ state, place }) => whyNotCall({ state, light: place }) },
    ],
  })
  const contacted = stateTable({
    title: 'MTG-5 An emergency meeting',
    states: meetingStates,
    places: [runs, 'takes part'],
    moves: [logContact, recordAgreedAloud].map((operation) => ({
      operation,
      whyNot: ({ state, place }: { state: (typeof meetingStates)[number]; place: string }) =>
        whyNotContact({ state, runs: place === runs }),
    })),
  })
  await expect(`${called}\n\n${contacted}`).toMatchFileSnapshot('rules.snapshot')
  expect(whyNotCall({ state: 'submitted', light: null })).toBe('meeting.not_an_emergency')
})

it('MTG-5 CON-2 people are called about her case once at a time, and not without a basis for sharing it', () => {
  expect(whyNotCallAbout({ runningMeetingId: null, basisInForce: true })).toBe(null)
  expect(whyNotCallAbout({ runningMeetingId: null, basisInForce: false })).toBe('referral.basis_missing')
  expect(whyNotCallAbout({ runningMeetingId: 'one', basisInForce: false })).toBe('meeting.emergency_running')
})

it('MTG-5 REF-3 whatever refuses the call at its end is said before it is begun, a hold first', () => {
  const plan = {
    rests: false,
    state: 'submitted',
    light: 'red',
    runningMeetingId: null,
    basisInForce: true,
  } as const
  expect(whyNotBegin(plan)).toBe(null)
  expect(whyNotBegin({ ...plan, rests: true, basisInForce: false })).toBe('case.held')
  expect(whyNotBegin({ ...plan, runningMeetingId: 'one', state: 'closed' })).toBe('meeting.emergency_running')
  expect(whyNotBegin({ ...plan, basisInForce: false })).toBe('referral.basis_missing')
  expect(whyNotBegin({ ...plan, light: 'amber' })).toBe('meeting.not_an_emergency')
  expect(whyNotBegin({ ...plan, state: 'withdrawn' })).toBe('meeting.no_referral_waits')
})
