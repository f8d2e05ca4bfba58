import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { halfSheets, joinHalves } from './half-sheets.ts'

const key = randomBytes(32)
const linesOf = (sheet: string) => sheet.split('\n').filter((line) => /^ {2}\d:/.test(line))

it('OPS-3 a master key printed as two half sheets comes back from both, in either order, and neither holds any of it', () => {
  const [one, other] = halfSheets(key).map(linesOf) as [string[], string[]]
  expect(joinHalves([...one, ...other])).toEqual(key)
  expect(joinHalves([...other, ...one].map((line) => line.toUpperCase().replace(/^ {2}\d:/, '')))).toEqual(
    key,
  )
  const hex = key.toString('hex').match(/.{4}/g) ?? []
  expect(halfSheets(key).filter((sheet) => hex.every((group) => sheet.includes(group)))).toEqual([])
  // Another time other halves: one of each time opens nothing.
  const [again] = halfSheets(key).map(linesOf) as [string[], string[]]
  expect(joinHalves([...again, ...other])).not.toEqual(key)
})

it('OPS-3 a slip of the pen is found in its line, and half of it is not taken for the whole', () => {
  const [one, other] = halfSheets(key).map(linesOf) as [string[], string[]]
  const slip = one.map((line, at) =>
    at === 2 ? line.replace(/[0-9a-f](?= {2}\/)/, (sign) => (sign === '0' ? '1' : '0')) : line,
  )
  expect(() => joinHalves([...slip, ...other])).toThrow(/Line 3 was not typed as it stands/)
  expect(() => joinHalves(one)).toThrow(/Eight lines are needed/)
})
