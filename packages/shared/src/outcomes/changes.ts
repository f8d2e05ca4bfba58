import type { Changing } from '../audit.ts'
import type { Occasion } from './values.ts'

const occasionWords = {
  referral: 'referral',
  three_months: '3 months',
  six_months: '6 months',
  twelve_months: '12 months',
  other: 'other',
} as const satisfies Record<Occasion, string>

export const outcomeChanges = {
  outcomes: {
    is: 'How she is doing',
    states: {
      ...occasionWords,
      ...Object.fromEntries(
        Object.entries(occasionWords).map(([occasion, words]) => [
          `${occasion}_put_right`,
          `${words}, put right`,
        ]),
      ),
    },
  },
} as const satisfies Changing
