import { expect, test } from 'vitest'
import { undoneFaults } from './undone.ts'

const pointers = (answers: Parameters<typeof undoneFaults>[0]) =>
  undoneFaults(answers).map(({ pointer }) => pointer)

test('ACT-1: each way of not being done has its reason; the agency’s own says what now', () => {
  expect(pointers({ kind: '', why: '', whatNow: '' })).toEqual(['/kind', '/why'])
  expect(pointers({ kind: 'not_done_changed', why: 'She moved', whatNow: '' })).toEqual([])
  expect(pointers({ kind: 'not_done_by_agency', why: 'No room free', whatNow: ' ' })).toEqual(['/whatNow'])
})
