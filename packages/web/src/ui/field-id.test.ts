import { expect, test } from 'vitest'
import { fieldId } from './field-id.ts'

test.each([
  ['/answers/person/name', 'answers-person-name'],
  ['#/answers/0/text', 'answers-0-text'],
  ['/a~1b/c~0d', 'a-b-c-d'],
  ['/what is "this"?', 'what-is--this--'],
  ['reason', 'reason'],
  ['', 'form'],
  ['/', 'form'],
])('the field for the pointer %j has the id %j', (pointer, id) => {
  expect(fieldId(pointer)).toBe(id)
})
