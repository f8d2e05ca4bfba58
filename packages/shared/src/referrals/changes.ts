import type { Changing } from '../audit.ts'

export const referralChanges = {
  referral: { is: 'Referral', states: { named_at_triage: 'named at triage' } },
} as const satisfies Changing
