import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { correctMinutes, distributeMinutes, editMinutedItem, editMinutes } from './contract.ts'
import { whyNotMinutes, whyNotReword } from './rules.ts'

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
        operation: correctMinutes,
        to: 'the next draft',
        whyNot: ({ state }) => whyNotMinutes('correct', at(state)),
      },
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})
