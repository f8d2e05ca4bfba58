/** Whom somebody knows, so that she must not read a case. */
export const exclusionReasons = ['who_harms', 'her', 'other'] as const
export type ExclusionReason = (typeof exclusionReasons)[number]

/** What the chair says of a case that was closed to somebody untold. */
export const exclusionReviews = ['stands', 'told', 'opened_again'] as const
export type ExclusionReview = (typeof exclusionReviews)[number]

/** Within how many working days the chair looks at one that nobody told. */
export const reviewedWithin = 5
