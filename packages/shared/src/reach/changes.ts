import type { Changing } from '../audit.ts'

export const reachChanges = {
  way_to_reach: {
    is: 'Way to reach her',
    states: { yes: 'safe', no: 'not safe', not_known: 'not known whether safe' },
  },
} as const satisfies Changing
