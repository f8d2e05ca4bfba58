import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { openListed, openRow, type Sealed } from './sealed-rows.ts'
import { Unreadable } from './unreadable.ts'
import { Vault } from './vault.ts'

const vault = new Vault({ masters: [randomBytes(32)], root: randomBytes(32) })
const key = vault.newKey('a case')
const good = vault.seal(key, 'words', 'She was seen on Monday.') as Sealed<string>
const bad = Buffer.from(good) as Sealed<string>
bad[bad.length - 1]! ^= 1

it('OPS-3 whoever changes something is refused; whoever reads sees the row with its plain columns and that it cannot be read', () => {
  const row = { id: 'one', light: 'red', words: bad, key }
  expect(() => openRow(vault.forReading, row, { words: 'words' })).toThrow(Unreadable)
  expect(() => openListed(vault, row, { words: 'words' })).toThrow(Unreadable)
  expect(openListed(vault.forReading, row, { words: 'words' })).toEqual({
    ...{ id: 'one', light: 'red', unreadable: true },
    words: 'This record cannot be read; the operator has been told',
  })
  expect(openListed(vault.forReading, { ...row, words: good }, { words: 'words' })).toEqual({
    ...{ id: 'one', light: 'red', words: 'She was seen on Monday.' },
  })
})

it('OPS-3 the operator is told of it by its row and its key, once, whoever met it, and nothing of what it says', () => {
  const other = new Vault({ masters: [randomBytes(32)], root: randomBytes(32) })
  const told: object[] = []
  other.unreadable.tellTo((record) => told.push(record))
  const under = other.newKey('another case')
  const row = { id: 'two', words: bad, key: under }
  for (let n = 0; n < 3; n++) openListed(other.forReading, row, { words: 'words' })
  expect(() => openRow(other, row, { words: 'words' })).toThrow(Unreadable)
  expect(told).toEqual([{ row: 'two', keyId: 'another case', thing: 'words' }])
  expect(other.unreadable.count()).toBe(1)
})
