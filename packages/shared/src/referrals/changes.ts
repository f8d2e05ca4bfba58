import type { Changing } from '../audit.ts'

export const referralChanges = {
  referral: {
    is: 'Referral',
    states: {
      named_at_triage: 'named at triage',
      nobody_has_her: 'nobody has her',
      help_found: 'it is settled who has her',
    },
  },
} as const satisfies Changing
