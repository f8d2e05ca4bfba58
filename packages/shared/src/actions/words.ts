import type { Action, ActionState } from './contract.ts'

/** ACT-1, as screens and papers say it. */
export const actionStateWords = {
  open: 'open',
  'in progress': 'in progress',
  done: 'done',
  'not done, circumstances changed': 'not done, circumstances changed',
  'not done by the agency': 'not done by the agency',
  'carried forward': 'carried forward',
} as const satisfies Record<ActionState, string>

export const priorityWords = { usual: 'as usual', urgent: 'urgent' } as const satisfies Record<
  Action['priority'],
  string
>
