import type { Action, ActionState } from './contract.ts'
import type { Acceptance } from './values.ts'

/** ACT-1, as screens and papers say it. */
export const actionStateWords = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
  not_done_changed: 'not done, circumstances changed',
  not_done_by_agency: 'not done by the agency',
  carried_forward: 'carried forward',
} as const satisfies Record<ActionState, string>

/** Beside its state, where its agency was not there as it was agreed. */
export const acceptanceWords = {
  asked: 'not taken on yet',
  accepted: 'taken on',
  declined: 'not taken on',
} as const satisfies Record<Acceptance, string>

export const priorityWords = { usual: 'as usual', urgent: 'urgent' } as const satisfies Record<
  Action['priority'],
  string
>
