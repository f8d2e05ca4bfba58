import { expect, it } from 'vitest'
import { stateTable } from '../state-table.test-support.ts'
import { confirmFlag, type FlagState, takeFlagDown } from './contract.ts'
import { flagMoves, waitingFlagStates, whyNotFlag } from './rules.ts'
import { flagStates } from './values.ts'

it('FLG-1 what an agency may say of its flag reads at a glance', async () => {
  const moves = [
    [confirmFlag, 'confirm'],
    [takeFlagDown, 'take_down'],
  ] as const
  const table = stateTable({
    title: 'FLG-1 A flag',
    states: flagStates,
    places: ['its agency'],
    moves: moves.map(([operation, move]) => ({
      operation,
      to: flagMoves[move].to,
      whyNot: ({ state }: { state: FlagState }) => whyNotFlag(move, state),
    })),
  })
  await expect(table).toMatchFileSnapshot('rules.snapshot')
})

it('FLG-1 what waits for an agency can be done by it, and waits no longer then', () => {
  const waits: readonly string[] = waitingFlagStates
  for (const state of waitingFlagStates) {
    const open = (['confirm', 'take_down'] as const).filter((move) => whyNotFlag(move, state) === null)
    expect(open).toHaveLength(1)
    for (const move of open) expect(waits).not.toContain(flagMoves[move].to)
  }
})
