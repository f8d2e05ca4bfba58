import { expect, it } from 'vitest'
import { releaseUntil, whyNotDecide } from './rules.ts'

it.each([
  ['asked', false, null],
  ['asked', true, 'disclosure.own'],
  ['agreed', false, 'disclosure.decided'],
  ['declined', true, 'disclosure.decided'],
] as const)('CNF-1 a request that is %s, one’s own: %s, is decided: %s', (state, askedByMe, refusal) => {
  expect(whyNotDecide({ state, askedByMe })).toBe(refusal)
})

it('CNF-1 a link is good for seven times 24 hours, also when the clocks change', () => {
  expect(releaseUntil('2026-03-27T12:00:00Z')).toBe('2026-04-03T12:00:00Z')
})
