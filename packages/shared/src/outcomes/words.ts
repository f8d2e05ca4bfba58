import type { Occasion } from './values.ts'

/** When how she is doing was looked at, within a sentence. */
export const occasionWords = {
  referral: 'at referral',
  three_months: '3 months on',
  six_months: '6 months on',
  twelve_months: '12 months on',
  other: 'in between',
} as const satisfies Record<Occasion, string>
