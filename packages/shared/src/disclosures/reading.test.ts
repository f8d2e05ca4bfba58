import { expect, it } from 'vitest'
import type { Paper, PaperItem } from '../documents/contract.ts'
import { onlyRead, piecesOf } from './reading.ts'

const item = {
  reference: 'EMP-1',
  position: 1,
  state: 'listed',
  name: 'Rosa',
  light: 'red',
  carriedActions: 1,
  warnings: ['A dog'],
} as unknown as PaperItem
const paper = {
  kind: 'pack',
  venue: 'Town hall',
  notes: 'Said',
  people: [],
  items: [item],
} as unknown as Paper

it('CNF-1 what was read leaves as it is; what was added, changed, or is of another case leaves in no copy', () => {
  const read = new Set(piecesOf(paper))
  const leaves = (now: Paper) => onlyRead(now, (piece) => read.has(piece))
  expect(leaves(paper)).toEqual(paper)
  const since = { ...item, position: 2, state: 'discussed', light: 'green', carriedActions: 2 }
  const changed = {
    ...paper,
    venue: 'Library',
    notes: 'More was said',
    items: [
      { ...since, warnings: ['He waits outside', 'A dog'] },
      { ...item, reference: 'EMP-2' },
    ],
  } as unknown as Paper
  expect(leaves(changed)).toEqual({
    ...paper,
    venue: 'Library',
    notes: null,
    items: [
      { ...since, light: null, carriedActions: 0 },
      { ...item, reference: 'EMP-2', name: null, light: null, carriedActions: 0, warnings: [] },
    ],
  })
})
