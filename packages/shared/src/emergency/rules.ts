import { whyNotWhileHeld } from '../cases/holding.ts'
import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { ProblemCode } from '../problems.ts'
import { moves } from '../referrals/rules.ts'
import type { ReferralState } from '../referrals/schema.ts'
import type { Light } from '../traffic-light/schema.ts'

const callable: readonly ReferralState[] = moves.callEmergencyMeeting.from

/** MTG-5, ACC-9: people are contacted, and notes taken of it, by who runs it, until it is closed; null when it can be. */
export const whyNotContact = ({ state, runs }: { state: MeetingState; runs: boolean }): ProblemCode | null =>
  (runs ? null : 'access.not_permitted') ?? whyNotInMeeting('arrange', state)

/** MTG-5: one at a time about her case, and not without a basis for sharing it; null when people can be called. */
export function whyNotCallAbout({
  runningMeetingId,
  basisInForce,
}: {
  runningMeetingId: string | null
  basisInForce: boolean
}): ProblemCode | null {
  if (runningMeetingId) return 'meeting.emergency_running'
  return basisInForce ? null : 'referral.basis_missing'
}

/** MTG-5, REF-3: why the call is not even begun: said before anything is typed, by the rules by which it would be refused at its end. */
export const whyNotBegin = (
  plan: { rests: boolean; state: ReferralState; light: Light | null } & Parameters<typeof whyNotCallAbout>[0],
): ProblemCode | null =>
  whyNotWhileHeld('callEmergencyMeeting', plan.rests) ?? whyNotCallAbout(plan) ?? whyNotCall(plan)

/** MTG-5: why no emergency meeting is called from this referral now; null when it can be. What is over is over, whatever its light. */
export function whyNotCall(referral: { state: ReferralState; light: Light | null }): ProblemCode | null {
  if (!callable.includes(referral.state)) return 'meeting.no_referral_waits'
  return referral.light === 'red' ? null : 'meeting.not_an_emergency'
}
