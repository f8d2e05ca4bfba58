import type { ExclusionReason, ExclusionReview } from './values.ts'

export const exclusionReasonWords = {
  who_harms: 'Knows somebody who harms her',
  her: 'Knows her',
  other: 'Something else',
} as const satisfies Record<ExclusionReason, string>

/** The same of oneself. */
export const ownReasonWords = {
  who_harms: 'I know somebody who harms her',
  her: 'I know her',
  other: 'Something else',
} as const satisfies Record<ExclusionReason, string>

export const exclusionReviewWords = {
  stands: 'It stays closed, and they are not told',
  told: 'It stays closed, and they are told now',
  opened_again: 'It is opened to them again',
} as const satisfies Record<ExclusionReview, string>
