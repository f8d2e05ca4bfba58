import { expect, it } from 'vitest'
import { safeguardingDue, whyNotRecordTold } from './rules.ts'

it('SAF-1 a team is told within 24 hours, day and night, and that is recorded once', () => {
  expect(safeguardingDue('2026-03-28T12:00:00Z')).toBe('2026-03-29T12:00:00Z')
  expect(whyNotRecordTold({ recordedAt: null })).toBe(null)
  expect(whyNotRecordTold({ recordedAt: '2026-03-28T13:00:00Z' })).toBe('safeguarding.recorded')
})
