import { expect, it } from 'vitest'
import {
  isOwnFrontDoor,
  safeguardingDue,
  whyNotAnswer,
  whyNotGiveReference,
  whyNotRecordReference,
  whyNotRecordTold,
} from './rules.ts'

it('SAF-1 a team is told within 24 hours, day and night, and that is recorded once', () => {
  expect(safeguardingDue('2026-03-28T12:00:00Z')).toBe('2026-03-29T12:00:00Z')
  expect(whyNotRecordTold({ recordedAt: null })).toBe(null)
  expect(whyNotRecordTold({ recordedAt: '2026-03-28T13:00:00Z' })).toBe('safeguarding.recorded')
})

it('SAF-1 a reference is recorded once, after they were told, or that they give none', () => {
  const told = { recordedAt: '2026-03-28T13:00:00Z', reference: null, noReference: false }
  expect(whyNotRecordReference({ ...told, recordedAt: null })).toBe('safeguarding.unrecorded')
  expect(whyNotRecordReference(told)).toBe(null)
  expect(whyNotRecordReference({ ...told, reference: 'CSC-1' })).toBe('safeguarding.reference_settled')
  expect(whyNotRecordReference({ ...told, noReference: true })).toBe('safeguarding.reference_settled')
})

it('SAF-1 a front door answers once, unless it was taken back; its reference may come after', () => {
  const received = { answeredAt: null, takenBackAt: null, reference: null, noReference: false }
  const answered = { ...received, answeredAt: '2026-03-28T13:00:00Z' }
  expect([whyNotAnswer(received), whyNotGiveReference(received)]).toEqual([null, 'safeguarding.unanswered'])
  expect([whyNotAnswer(answered), whyNotGiveReference(answered)]).toEqual(['safeguarding.answered', null])
  expect(whyNotAnswer({ ...received, takenBackAt: '2026-03-28T13:00:00Z' })).toBe('safeguarding.taken_back')
  expect(whyNotGiveReference({ ...answered, reference: 'CSC-1' })).toBe('safeguarding.reference_settled')
})

it('SAF-2 nobody is told to tell herself; a front door of no member is nobody’s own', () => {
  expect(isOwnFrontDoor({ agencyId: 'a' }, { agencyId: 'a' })).toBe(true)
  expect(isOwnFrontDoor({ agencyId: 'a' }, { agencyId: 'b' })).toBe(false)
  expect(isOwnFrontDoor({ agencyId: null }, { agencyId: null })).toBe(false)
})
