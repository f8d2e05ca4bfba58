import { callEmergencyMeeting, planEmergency } from '@alongside/shared/emergency/addresses'
import type { EmergencyPlan } from '@alongside/shared/emergency/contract'
import { whyNotBegin } from '@alongside/shared/emergency/rules'
import { problems } from '@alongside/shared/problems'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { NoBasis } from '../cases/no-basis.tsx'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { AwaitedPage } from '../sending/awaited.tsx'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { today } from '../time/local.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { WarningText } from '../ui/warning-text.tsx'
import { modeWords, planned, type Wanted, WhoAndHow, whenWords } from './form.tsx'

/** MTG-5: two steps, for a phone at night: who and how; then check, and call. */
export default function EmergencyPage() {
  const { referralId = '' } = useParams({ strict: false })
  const plan = useRead(planEmergency, { params: { referralId } })
  return (
    <AwaitedPage read={plan} title="Emergency meeting" label="Loading who can be called">
      {(loaded) => (
        <>
          <BackLink>
            <Link {...paths.referral(referralId)}>Referral</Link>
          </BackLink>
          <Plan plan={loaded} />
        </>
      )}
    </AwaitedPage>
  )
}

function Plan({ plan }: { plan: EmergencyPlan }) {
  const [wanted, setWanted] = useState<Wanted>({
    people: [],
    mode: 'phone',
    where: '',
    when: 'now',
    time: '',
  })
  const [checking, setChecking] = useState(false)
  const refused = whyNotBegin(plan)
  if (refused === 'meeting.emergency_running' && plan.runningMeetingId)
    return (
      <Page
        title="Emergency meeting"
        heading="An emergency meeting is called already"
        caption={plan.caseReference}
      >
        <NotificationBanner title="It stands">
          <Link {...paths.meeting(plan.runningMeetingId)} className="govuk-link">
            Go to the emergency meeting
          </Link>
        </NotificationBanner>
      </Page>
    )
  if (refused && refused !== 'referral.basis_missing')
    return (
      <Page title="Emergency meeting" heading="It cannot be called" caption={plan.caseReference}>
        <WarningText>
          {problems[refused].title}. {problems[refused].fix}
        </WarningText>
        <p className="govuk-body">If somebody is in danger now, ring 999.</p>
        <p className="govuk-body">
          <Link {...paths.case(plan.caseId)} className="govuk-link">
            Go to the case
          </Link>
        </p>
      </Page>
    )
  if (refused)
    return (
      <Page title="Emergency meeting" heading="A basis for sharing is needed" caption={plan.caseReference}>
        <NoBasis caseId={plan.caseId} />
      </Page>
    )
  return (
    <Page
      key={checking ? 'check' : 'who'}
      title={checking ? 'Check and call, emergency meeting' : 'Emergency meeting'}
      heading={checking ? 'Check and call' : 'Who is needed, and how?'}
      caption={`Emergency meeting, ${plan.caseReference}, step ${checking ? 2 : 1} of 2`}
    >
      {checking ? (
        <CheckAndCall plan={plan} wanted={wanted} back={() => setChecking(false)} />
      ) : (
        <WhoAndHow plan={plan} wanted={wanted} onChange={setWanted} onDone={() => setChecking(true)} />
      )}
    </Page>
  )
}

function CheckAndCall({ plan, wanted, back }: { plan: EmergencyPlan; wanted: Wanted; back: () => void }) {
  const calendar = useCalendar()
  const navigate = useNavigate()
  const sending = useSending(callEmergencyMeeting, {
    onSuccess: ({ id }) => void navigate(paths.meeting(id)),
  })
  const called = plan.agencies.flatMap(({ agencyName, people }) =>
    people
      .filter(({ accountId }) => wanted.people.includes(accountId))
      .map(({ name }) => `${name}, ${agencyName}`),
  )
  return (
    <>
      <Refused error={sending.error} attempt={sending.attempt} />
      <SummaryList
        rows={[
          {
            key: 'Called',
            value: (
              <ul className="govuk-list">
                {called.map((one) => (
                  <li key={one}>{one}</li>
                ))}
              </ul>
            ),
          },
          { key: 'How', value: `${modeWords[wanted.mode]}: ${wanted.where}` },
          { key: 'When', value: whenWords(wanted) },
        ]}
      />
      <p className="govuk-body">All of them are told at once. The message names nobody.</p>
      <ButtonGroup>
        <Button
          type="button"
          variant="warning"
          busy={sending.busy}
          onClick={() =>
            sending.send({
              params: { referralId: plan.referralId },
              body: planned(calendar, wanted, today(calendar)),
            })
          }
        >
          Call the meeting now
        </Button>
        <Button type="button" variant="secondary" onClick={back}>
          Change
        </Button>
      </ButtonGroup>
    </>
  )
}
