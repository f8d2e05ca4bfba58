import type { ProblemCode } from '../problems.ts'
import type { ActionState } from './contract.ts'

/** ACT-1: every move of an action. */
export const actionMoves = {
  start: { from: ['open', 'carried forward'], to: 'in progress' },
  complete: { from: ['open', 'in progress', 'carried forward'], to: 'done' },
  closeUndone: { from: ['open', 'in progress', 'carried forward'], to: null },
  /** By the meeting that speaks of the case again; what is in progress stays so. */
  carry: { from: ['open'], to: 'carried forward' },
} as const satisfies Record<string, { from: readonly ActionState[]; to: ActionState | null }>

/** Why this move cannot be made from here; null when it can. */
export const whyNotAction = (move: keyof typeof actionMoves, state: ActionState): ProblemCode | null =>
  (actionMoves[move].from as readonly ActionState[]).includes(state) ? null : 'action.wrong_state'

/** States in which its date still counts. */
export const runningActionStates = ['open', 'in progress', 'carried forward'] as const satisfies ActionState[]
export const isRunning = (state: ActionState): boolean =>
  (runningActionStates as readonly ActionState[]).includes(state)
