import { expect, test } from 'vitest'
import { countWords, shareOf, shareWords } from './words.ts'

test('MON-3 a number that is not shown has words, and no share', () => {
  expect([countWords(1204), countWords('withheld')]).toEqual(['1,204', 'withheld'])
  expect([shareOf('withheld', 20), shareOf(5, 'withheld'), shareOf(0, 0)]).toEqual([null, null, null])
  expect(shareWords(shareOf(3, 24) ?? 0)).toBe('12.5%')
})
