import { expect, test } from 'vitest'
import { isSigningTime } from './stages.ts'

const at = (instant: string) => Temporal.Instant.from(instant)

test('MTG-6: attendance is asked for from the day before until the meeting is closed', () => {
  const startsAt = '2026-04-09T09:00:00Z'
  expect(isSigningTime({ startsAt, state: 'planned' }, at('2026-04-08T08:59:00Z'))).toBe(false)
  expect(isSigningTime({ startsAt, state: 'planned' }, at('2026-04-08T09:01:00Z'))).toBe(true)
  expect(isSigningTime({ startsAt, state: 'open' }, at('2026-04-10T09:01:00Z'))).toBe(true)
  expect(isSigningTime({ startsAt, state: 'closed' }, at('2026-04-09T12:00:00Z'))).toBe(false)
})
