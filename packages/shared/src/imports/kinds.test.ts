import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { startImport, undoImport } from './contract.ts'
import { importMoves, whyNotStartImport, whyNotUndoImport } from './kinds.ts'
import { importStates } from './values.ts'

it('what may be done with a spreadsheet reads at a glance', async () => {
  const table = stateTable({
    title: 'A spreadsheet',
    states: importStates,
    places: ['the partnership’s'],
    moves: [
      { operation: startImport, to: importMoves.start.to, whyNot: ({ state }) => whyNotStartImport(state) },
      { operation: undoImport, to: importMoves.undo.to, whyNot: ({ state }) => whyNotUndoImport(state) },
    ],
  })
  await expect(table).toMatchFileSnapshot('kinds.snapshot')
})
