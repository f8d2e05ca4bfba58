import type { ProblemCode } from '../problems.ts'
import type { FlagState } from './contract.ts'

/** FLG-1: what an agency reports of its flag. A second confirmation puts the first one right. */
export const flagMoves = {
  confirm: { from: ['asked', 'confirmed'], to: 'confirmed' },
  take_down: { from: ['confirmed', 'to_take_down'], to: 'taken_down' },
} as const satisfies Record<string, { from: readonly FlagState[]; to: FlagState }>

/** Why this cannot be said of the flag now; null when it can. */
export const whyNotFlag = (move: keyof typeof flagMoves, state: FlagState): ProblemCode | null =>
  (flagMoves[move].from as readonly FlagState[]).includes(state) ? null : 'flag.wrong_state'

/** The flag is on: what is confirmed of it now puts right what was confirmed before. */
export const isFlagOn = (state: FlagState): boolean => state === flagMoves.confirm.to

/** Asked for, and never put on. */
export const missingFlagStates = ['asked'] as const satisfies FlagState[]

/** What waits for the agency: to put the flag on, or to take it down. */
export const waitingFlagStates = ['asked', 'to_take_down'] as const satisfies FlagState[]

/** Working days after which an agency that has not confirmed is reminded, once. */
export const remindAfter = 5
