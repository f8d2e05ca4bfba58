import { expect, test } from 'vitest'
import { countWords, shareOf, shareWords } from './words.ts'

test('MON-3 a number that is not shown has words, and no share', () => {
  expect([1204, 'small', 'withheld'].map((count) => countWords(count as number, 5))).toEqual([
    '1,204',
    'fewer than 5',
    'withheld',
  ])
  expect([shareOf('small', 20), shareOf(5, 'withheld'), shareOf(0, 0)]).toEqual([null, null, null])
  expect(shareWords(shareOf(3, 24) ?? 0)).toBe('12.5%')
})
