import type { Changing } from '../audit.ts'

export const limitChanges = {
  limit: {
    is: 'What she does not want',
    states: { stands: 'said', confirmed: 'said again', lifted: 'lifted' },
  },
} as const satisfies Changing
