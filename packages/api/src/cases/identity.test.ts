import { expect, it } from 'vitest'
import { identityOf } from './identity.ts'

it('API-5 REF-2 what is believed of her age is told in words, with what it rests on', () => {
  const believed = { ageBelief: 'may_be_under_18', ageBeliefRestsOn: 'Neighbours think 16 or 17' } as const
  expect(identityOf({ person: believed }).ageBelief).toBe('may be under 18: Neighbours think 16 or 17')
  expect(identityOf({ person: {} }).ageBelief).toBe(null)
})
