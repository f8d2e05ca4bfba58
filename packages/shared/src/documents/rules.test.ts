import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { collectCopy, destroyCopy, downloadCopy, handOutCopy, loseCopy } from './contract.ts'
import { copyStates, whyNotCirculate, whyNotDownload, whyNotMove } from './rules.ts'

it('MTG-4 the way of a sheet of paper reads at a glance', async () => {
  const moves = [
    [handOutCopy, 'handed_out'],
    [collectCopy, 'collected'],
    [destroyCopy, 'destroyed'],
    [loseCopy, 'lost'],
  ] as const
  const table = stateTable({
    title: 'MTG-4 A sheet of paper',
    states: copyStates,
    places: ['the register’s'],
    moves: [
      { operation: downloadCopy, whyNot: ({ state }) => whyNotDownload({ state }) },
      ...moves.map(([operation, to]) => ({
        operation,
        to,
        whyNot: ({ state }: { state: (typeof copyStates)[number] }) =>
          whyNotMove({ form: 'paper', state }, to),
      })),
    ],
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
  for (const state of copyStates)
    for (const [, to] of moves) expect(whyNotMove({ form: 'screen', state }, to)).toBe('copy.wrong_state')
})

it('MTG-2 ACC-5 a pack is circulated until its meeting closes, by who has signed', () => {
  expect(whyNotCirculate({ state: 'planned', signedByMe: false })).toBe('meeting.confidentiality_unsigned')
  expect(whyNotCirculate({ state: 'planned', signedByMe: true })).toBeNull()
  expect(whyNotCirculate({ state: 'closed', signedByMe: true })).toBe('meeting.wrong_state')
})
