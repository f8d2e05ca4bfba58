import { callEmergencyMeeting } from '@alongside/shared/emergency/addresses'
import { whyNotCall } from '@alongside/shared/emergency/rules'
import { problems } from '@alongside/shared/problems'
import type { ReferralSummary } from '@alongside/shared/referrals/schema'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useStopped } from '../sending/rests.ts'
import { useCan } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'

type Referral = Pick<ReferralSummary, 'id' | 'state' | 'light'>

/** MTG-5: the way to an emergency meeting, from the referrals of a case; or why it cannot be called, a hold first (REF-3). */
export function CallEmergency({ referrals }: { referrals: readonly Referral[] }) {
  const calls = useCan('meetings:call')
  const stopped = useStopped(callEmergencyMeeting)
  const red = referrals.find((referral) => whyNotCall(referral) === null)
  if (!calls) return null
  const waiting = referrals.map(whyNotCall).find((why) => why === 'meeting.not_an_emergency')
  if (stopped || !red)
    return (
      <Button
        type="button"
        variant="secondary"
        reason={stopped ?? problems[waiting ?? 'meeting.no_referral_waits'].title}
      >
        Call an emergency meeting
      </Button>
    )
  return (
    <ButtonLink variant="warning">
      <Link {...paths.emergency(red.id)}>Call an emergency meeting</Link>
    </ButtonLink>
  )
}
