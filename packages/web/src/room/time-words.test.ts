import { expect, test } from 'vitest'
import { clockWords, minuteWords } from './time-words.ts'

test.each([
  [0, '0:00'],
  [65, '1:05'],
  [3599, '59:59'],
  [3845, '1:04:05'],
])('%i seconds are %s', (seconds, words) => expect(clockWords(seconds)).toBe(words))

test('one minute is one', () =>
  expect([0, 1, 2].map(minuteWords)).toEqual(['0 minutes', '1 minute', '2 minutes']))
