import { expect, it } from 'vitest'
import { type Paper, PaperItem } from '../documents/contract.ts'
import { cutToNeed } from './cutting.ts'

/** A part of a case that is its line, in whichever copy. */
const line = ['position', 'reference', 'basisInForce', 'state', 'minutes', 'awaits']

it('CNF-1 a copy that is cut to nothing holds the lines alone: whatever a paper says of a case goes with a part, or nobody outside is told', () => {
  const said = Object.fromEntries(Object.keys(PaperItem.properties).map((part) => [part, 'said']))
  const paper = { items: [said], putOff: [said], people: [said] } as unknown as Paper
  const cut = cutToNeed(paper, [])
  const left = Object.entries(cut.items[0]!).flatMap(([part, words]) =>
    (words as unknown) === 'said' ? part : [],
  )
  expect(left).toEqual(line)
  expect([cut.putOff, cut.people]).toEqual([[], []])
})
