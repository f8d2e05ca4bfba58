import { readReferral } from '@alongside/shared/referrals/addresses'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { dayWords } from '../time/words.ts'
import { Light } from '../ui/light.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { WhomToRing } from './whom-to-ring.tsx'

export default function SubmittedPage() {
  const { referralId = '' } = useParams({ strict: false })
  const calendar = useCalendar()
  const read = useRead(readReferral, { params: { referralId } })
  return (
    <AwaitedPage title="Referral submitted" read={read} label="Loading the referral">
      {(referral) => (
        <Page title="Referral submitted">
          <Panel title="Referral submitted">
            Its reference is <strong>{referral.reference}</strong>
          </Panel>
          {referral.light && (
            <p className="govuk-body">
              Its light is <Light light={referral.light} />
            </p>
          )}
          <h2 className="govuk-heading-m">What happens next</h2>
          <ul className="govuk-list govuk-list--bullet">
            {referral.recipients.map((recipient) => (
              <li key={recipient.id}>
                {recipient.agencyName}
                {recipient.forMeeting && ', for the meeting,'} answers you <Due at={recipient.dueAt} />
              </li>
            ))}
            {referral.restDueAt && (
              <li>
                You give the rest of the form <Due at={referral.restDueAt} />. It waits on “My work”, and on a
                computer it is quicker.
              </li>
            )}
            {referral.meetingStartsAt && (
              <li>Once accepted it is heard on {dayWords(calendar, referral.meetingStartsAt)}.</li>
            )}
            {referral.exceptional === 'asked' && (
              <li>You asked for an earlier meeting: the coordinator decides, and you are told.</li>
            )}
            <li>
              If a child or an adult at risk is named, the safeguarding notification waits on “My work”.
            </li>
          </ul>
          <WhomToRing referral={referral} />
          <p className="govuk-body">
            <Link {...paths.referral(referralId)} className="govuk-link">
              Read the referral
            </Link>
          </p>
          <p className="govuk-body">
            <Link {...paths.work} className="govuk-link">
              Go to my work
            </Link>
          </p>
        </Page>
      )}
    </AwaitedPage>
  )
}
