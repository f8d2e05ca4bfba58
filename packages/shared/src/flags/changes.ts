import type { Changing } from '../audit.ts'
import type { FlagState } from './contract.ts'

export const flagChanges = {
  flag: {
    is: 'Flag',
    states: {
      asked: 'asked',
      confirmed: 'confirmed',
      to_take_down: 'to take down',
      taken_down: 'taken down',
      no_longer_asked: 'no longer asked',
    } satisfies Record<FlagState, string>,
  },
} as const satisfies Changing
