import { expect, test } from 'vitest'
import { roomKeyOf, roomKeys } from './keys.ts'

const plain = { ctrlKey: false, metaKey: false, altKey: false, typing: false }

test('MTG-7 each key does one thing, and nothing while one types or with a modifier', () => {
  expect(new Set(roomKeys.map(({ key }) => key)).size).toBe(roomKeys.length)
  for (const { key, does } of roomKeys) {
    expect(roomKeyOf({ ...plain, key })).toEqual(does)
    for (const held of ['ctrlKey', 'metaKey', 'altKey', 'typing'])
      expect(roomKeyOf({ ...plain, key, [held]: true })).toBeNull()
  }
})

test('the keys of every page stay theirs', () => {
  for (const key of ['/', 'Escape', 'Enter', ' ', 'Tab']) expect(roomKeyOf({ ...plain, key })).toBeNull()
})
