import { daysWords } from '@alongside/shared/oncall/words'
import { expect, it } from 'vitest'
import { gapWords } from './words.ts'

it.each([
  [[1, 2, 3, 4, 5, 6, 7], 'Every day'],
  [[5, 1, 2, 3, 4], 'Monday to Friday'],
  [[6, 7], 'Saturday, Sunday'],
  [[1, 3, 4], 'Monday, Wednesday, Thursday'],
  [[2], 'Tuesday'],
])('MTG-5 days %j are said as %s', (days, words) => {
  expect(daysWords(days)).toBe(words)
})

it('MTG-5 hours that nobody has are said with their days', () => {
  const from = Temporal.PlainDateTime.from('2026-03-07T08:00')
  expect(gapWords({ from, until: from.add({ days: 2 }) })).toBe(
    'from Saturday 7 at 08:00 to Monday 9 at 08:00',
  )
  expect(gapWords({ from, until: null })).toBe('from Saturday 7 at 08:00 on')
})
