import { type Asking, coordinates } from '../access.ts'
import type { ProblemCode } from '../problems.ts'
import type { ActionState } from './contract.ts'

/** States in which its date still counts. */
export const runningActionStates = ['open', 'in_progress', 'carried_forward'] as const satisfies ActionState[]
export const isRunning = (state: ActionState): boolean =>
  (runningActionStates as readonly ActionState[]).includes(state)

/** ACT-1: every move of an action; `to` null: whoever reports it says which of two states it is. */
export const actionMoves = {
  start: { from: ['open', 'carried_forward'], to: 'in_progress' },
  complete: { from: runningActionStates, to: 'done' },
  closeUndone: { from: runningActionStates, to: null },
  /** By the meeting that speaks of the case again; what is in progress stays so. */
  carry: { from: ['open'], to: 'carried_forward' },
} as const satisfies Record<string, { from: readonly ActionState[]; to: ActionState | null }>

type Report = Exclude<keyof typeof actionMoves, 'carry'>

/** Whose it is to tell what became of it: the owning agency's, or the coordinator's on its behalf. */
export const whyNotReport = (
  { ownerAgencyId }: { ownerAgencyId: string },
  { role, agencyId }: Asking,
): ProblemCode | null => (agencyId === ownerAgencyId || coordinates(role) ? null : 'access.not_permitted')

const whyNot =
  (move: Report) =>
  (action: { state: ActionState; ownerAgencyId: string }, asking: Asking): ProblemCode | null =>
    whyNotReport(action, asking) ??
    ((actionMoves[move].from as readonly ActionState[]).includes(action.state) ? null : 'action.wrong_state')

export const whyNotStart = whyNot('start')
export const whyNotComplete = whyNot('complete')
export const whyNotCloseUndone = whyNot('closeUndone')
