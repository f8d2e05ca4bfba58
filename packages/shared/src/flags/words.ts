import type { FlagState } from './contract.ts'

/** FLG-1: how far an agency is with its flag. */
export const flagStateWords = {
  asked: 'not yet confirmed',
  confirmed: 'confirmed',
  to_take_down: 'to be taken down',
  taken_down: 'taken down',
  no_longer_asked: 'no longer asked',
} as const satisfies Record<FlagState, string>
