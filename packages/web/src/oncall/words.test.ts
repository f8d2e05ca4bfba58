import { expect, it } from 'vitest'
import { daysWords } from './words.ts'

it.each([
  [[1, 2, 3, 4, 5, 6, 7], 'Every day'],
  [[5, 1, 2, 3, 4], 'Monday to Friday'],
  [[6, 7], 'Saturday, Sunday'],
  [[1, 3, 4], 'Monday, Wednesday, Thursday'],
  [[2], 'Tuesday'],
])('MTG-5 days %j are said as %s', (days, words) => {
  expect(daysWords(days)).toBe(words)
})
