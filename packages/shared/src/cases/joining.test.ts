import { expect, it } from 'vitest'
import { whyNotJoin } from './joining.ts'

it('REF-10 two files are joined one level deep: the one that goes on may have others, the other none, and neither goes on as a third', () => {
  const alone = { id: 'alone', goesOnAs: null, joinedFiles: [] }
  const second = { ...alone, id: 'second' }
  const withOne = { ...alone, id: 'with one', joinedFiles: [{}] }
  const joined = { ...alone, id: 'joined', goesOnAs: {} }
  expect(whyNotJoin(alone, second)).toBe(null)
  expect(whyNotJoin(withOne, second)).toBe(null)
  expect(whyNotJoin(second, withOne)).toBe('case.joined')
  expect(whyNotJoin(joined, second)).toBe('case.joined')
  expect(whyNotJoin(second, joined)).toBe('case.joined')
  expect(whyNotJoin(alone, alone)).toBe('reference.unknown')
})
