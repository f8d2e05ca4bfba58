import type { ProblemCode } from '../problems.ts'
import type { ReferralState } from '../referrals/schema.ts'
import type { Light } from '../traffic-light/schema.ts'

/** Accepted, or not yet triaged. A form that went back with questions is no reason for her to wait. */
const callable: readonly ReferralState[] = ['submitted', 'returned', 'accepted', 'listed']

/** MTG-5: why no emergency meeting is called from this referral now; null when it can be. */
export function whyNotCall(referral: { state: ReferralState; light: Light | null }): ProblemCode | null {
  return referral.light === 'red' && callable.includes(referral.state) ? null : 'meeting.not_an_emergency'
}
