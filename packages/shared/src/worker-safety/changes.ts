import type { Changing } from '../audit.ts'

export const workerSafetyChanges = {
  worker_warning: {
    is: 'Warning for workers',
    states: { stands: 'recorded', checked: 'still so', ended: 'no longer so' },
  },
} as const satisfies Changing
