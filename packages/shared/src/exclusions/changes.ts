import type { Changing } from '../audit.ts'

export const exclusionChanges = {
  case_exclusion: {
    is: 'The case for one person',
    states: {
      stood_aside: 'stood aside',
      closed: 'closed, and told',
      closed_untold: 'closed, untold',
      stands: 'stays closed, untold',
      told: 'stays closed, and told',
      opened_again: 'opened again',
    },
  },
} as const satisfies Changing
