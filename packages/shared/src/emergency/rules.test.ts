import { expect, it } from 'vitest'
import { whyNotCallAbout } from './rules.ts'

it('MTG-5 CON-2 people are called about her case once at a time, and not without a basis for sharing it', () => {
  expect(whyNotCallAbout({ runningMeetingId: null, basisInForce: true })).toBe(null)
  expect(whyNotCallAbout({ runningMeetingId: null, basisInForce: false })).toBe('referral.basis_missing')
  expect(whyNotCallAbout({ runningMeetingId: 'one', basisInForce: false })).toBe('meeting.emergency_running')
})
