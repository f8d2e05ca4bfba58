import { type Asking, coordinates } from '../access.ts'
import type { ProblemCode } from '../problems.ts'
import type { ActionState } from './contract.ts'
import type { Acceptance } from './values.ts'

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

/** ACT-1, PLN-1: what was agreed for an agency that was not there asks it whether it takes it on. */
export const asksAcceptance = (
  { ownerAgencyId }: { ownerAgencyId: string },
  { agencyId, inRoom }: { agencyId: string | null; inRoom: readonly string[] },
): boolean => ownerAgencyId !== agencyId && !inRoom.includes(ownerAgencyId)

/** Answered once, by whose it is to tell how it goes. */
export const whyNotAccept = (
  action: { state: ActionState; ownerAgencyId: string; acceptance: Acceptance | null },
  asking: Asking,
): ProblemCode | null =>
  whyNotReport(action, asking) ??
  (action.acceptance === 'asked' && isRunning(action.state) ? null : 'action.not_asked')
