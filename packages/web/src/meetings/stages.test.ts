import { expect, test } from 'vitest'
import { isSigningTime, stageOf } from './stages.ts'

const at = (instant: string) => Temporal.Instant.from(instant)

test('MTG-2: a derived date is coming, now or past, its last second included', () => {
  const [from, until] = ['2026-03-30T00:00:00Z', '2026-04-03T22:59:59Z'] as const
  expect(stageOf(from, until, at('2026-03-29T23:59:59Z'))).toBe('coming')
  expect(stageOf(from, until, at(from))).toBe('now')
  expect(stageOf(from, until, at(until))).toBe('now')
  expect(stageOf(from, until, at('2026-04-03T23:00:00Z'))).toBe('past')
})

test('MTG-6: attendance is asked for from the day before until the meeting is closed', () => {
  const startsAt = '2026-04-09T09:00:00Z'
  expect(isSigningTime({ startsAt, state: 'planned' }, at('2026-04-08T08:59:00Z'))).toBe(false)
  expect(isSigningTime({ startsAt, state: 'planned' }, at('2026-04-08T09:01:00Z'))).toBe(true)
  expect(isSigningTime({ startsAt, state: 'open' }, at('2026-04-10T09:01:00Z'))).toBe(true)
  expect(isSigningTime({ startsAt, state: 'closed' }, at('2026-04-09T12:00:00Z'))).toBe(false)
})
