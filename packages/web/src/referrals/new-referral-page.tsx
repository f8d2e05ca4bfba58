import { startReferral } from '@alongside/shared/referrals/addresses'
import { Link, useNavigate } from '@tanstack/react-router'
import { PapersForHerLink } from '../documents/papers-for-her-link.tsx'
import { paths } from '../paths.ts'
import { WhomToTell } from '../safeguarding/whom-to-tell.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { usePartnership } from '../session/partnership.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { StartTonight } from './start-tonight.tsx'

/** Before the form: when to call 999, and where to go about a child. */
export default function NewReferralPage() {
  const { noun } = usePartnership()
  const navigate = useNavigate()
  const start = useSending(startReferral, {
    onSuccess: ({ id }) => void navigate({ ...paths.referralForm(id), replace: true }),
  })
  return (
    <>
      <BackLink>
        <Link {...paths.referrals}>Referrals</Link>
      </BackLink>
      <Page title="New referral" heading="Before you start">
        <Refused error={start.error} attempt={start.attempt} />
        <WarningText>If someone is in danger now, call 999 first.</WarningText>
        <h2 className="govuk-heading-m">If it is about a child, or she may be under 18</h2>
        <WhomToTell kind="child" />
        <h2 className="govuk-heading-m">If you are with her now</h2>
        <p className="govuk-body">
          The short form takes a minute and goes at once. You give the rest by the end of the next working
          day.
        </p>
        <StartTonight />
        <h2 className="govuk-heading-m">The whole form: what helps to have at hand</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>how it is safe to reach the {noun}</li>
          <li>what you know of the risk, and what that rests on</li>
          <li>what she agreed to share and with whom, or why it is shared without asking her</li>
          <li>what she wants said, in her own words</li>
        </ul>
        <PapersForHerLink />
        <p className="govuk-body">
          It takes about 15 minutes. It is saved as you type; you can stop, and go on from another device.
        </p>
        <Button type="button" busy={start.busy} onClick={() => start.send({ body: {} })}>
          Start the referral
        </Button>
      </Page>
    </>
  )
}
