import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import {
  correctMinutes,
  distributeMinutes,
  dropCorrection,
  editMinutedItem,
  editMinutes,
} from './contract.ts'
import { goesOutWithheld, whyNotDrop, whyNotMinutes, whyNotReword } from './rules.ts'

it('MTG-8 what may be done with minutes reads at a glance: with a draft, and with what is distributed', async () => {
  const at = (state: 'draft' | 'distributed') => ({
    distributedAt: state === 'draft' ? null : '2026-03-12T12:00:00Z',
  })
  const table = stateTable({
    title: 'MTG-8 The latest version of minutes',
    states: ['draft', 'distributed'],
    places: ['its item has a basis', 'it has none'],
    moves: [
      { operation: editMinutes, whyNot: ({ state }) => whyNotMinutes('edit', at(state)) },
      {
        operation: editMinutedItem,
        whyNot: ({ state, place }) =>
          whyNotMinutes('edit', at(state)) ?? whyNotReword({ withheld: place === 'it has none' }),
      },
      {
        operation: distributeMinutes,
        to: 'distributed',
        whyNot: ({ state }) => whyNotMinutes('distribute', at(state)),
      },
      {
        operation: dropCorrection,
        to: 'what is distributed',
        whyNot: ({ state }) => whyNotDrop({ ...at(state), edition: 2 }),
      },
      {
        operation: correctMinutes,
        to: 'the next draft',
        whyNot: ({ state }) => whyNotMinutes('correct', at(state)),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('MTG-8 a first draft is not dropped; a correction leaves what it does not touch as it was distributed', () => {
  expect(whyNotDrop({ distributedAt: null, edition: 1 })).toBe('minutes.first_draft')
  const item = { basisInForce: false, withheldBefore: false, corrects: true, reworded: false }
  expect(goesOutWithheld(item)).toBe(false)
  expect(goesOutWithheld({ ...item, reworded: true })).toBe(true)
  expect(goesOutWithheld({ ...item, withheldBefore: true })).toBe(true)
  expect(goesOutWithheld({ ...item, corrects: false })).toBe(true)
  expect(goesOutWithheld({ ...item, withheldBefore: true, basisInForce: true })).toBe(false)
})
