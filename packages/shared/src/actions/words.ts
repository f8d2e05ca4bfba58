import type { Action, ActionState } from './contract.ts'

/** ACT-1, as screens and papers say it. */
export const actionStateWords = {
  open: 'open',
  in_progress: 'in progress',
  done: 'done',
  not_done_changed: 'not done, circumstances changed',
  not_done_by_agency: 'not done by the agency',
  carried_forward: 'carried forward',
} as const satisfies Record<ActionState, string>

export const priorityWords = { usual: 'as usual', urgent: 'urgent' } as const satisfies Record<
  Action['priority'],
  string
>
