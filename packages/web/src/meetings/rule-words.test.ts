import { expect, test } from 'vitest'
import { ruleWords } from './rule-words.ts'

test('MTG-1: the monthly rule in words', () => {
  expect(ruleWords({ week: 2, weekday: 4, time: '10:00' })).toBe('the second Thursday, 10:00')
  expect(ruleWords({ week: 'last', weekday: 1, time: '09:30' })).toBe('the last Monday, 09:30')
})
