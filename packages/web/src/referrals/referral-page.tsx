import { readReferral } from '@alongside/shared/referrals/addresses'
import type { Referral } from '@alongside/shared/referrals/schema'
import { formSections } from '@alongside/shared/referrals/sections'
import { stateWords } from '@alongside/shared/referrals/words'
import { Link, useParams } from '@tanstack/react-router'
import { HistoryTimeline } from '../cases/case-timeline.tsx'
import { useRead } from '../client/hooks.ts'
import { CallEmergency } from '../emergency/call.tsx'
import { paths } from '../paths.ts'
import { SafeguardingBanner } from '../safeguarding/banner.tsx'
import { AwaitedPage } from '../sending/awaited.tsx'
import { WhileHeld } from '../sending/while-held.tsx'
import { useAgencyName, useCalendar, usePartnership } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { today } from '../time/local.ts'
import { dayWords, momentWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Details } from '../ui/details.tsx'
import { IdentityBar } from '../ui/identity-bar.tsx'
import { Light } from '../ui/light.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { answerRows } from './answer-rows.tsx'
import { Additions, Conversation } from './conversation.tsx'
import { DraftHere, useMayWrite } from './draft-context.tsx'
import { DraftStatus } from './draft-status.tsx'
import { ElsewhereNotice } from './elsewhere-notice.tsx'
import { Because } from './light-panel.tsx'
import { MovesPanel } from './moves-panel.tsx'
import { Recipients } from './recipients.tsx'
import { TakenBack } from './taken-back.tsx'
import { Unhelped } from './unhelped.tsx'
import { WhomToRing } from './whom-to-ring.tsx'

/** One referral: its light and why, its clocks, what can be done with it, its answers and its history. */
export default function ReferralPage() {
  const { referralId = '' } = useParams({ strict: false })
  const read = useRead(readReferral, { params: { referralId } })
  const writes = useMayWrite()
  return (
    <AwaitedPage title="Referral" read={read} label="Loading the referral" lines={10}>
      {(referral) => (
        <WhileHeld held={referral.rests}>
          <BackLink>
            <Link {...paths.referrals}>Referrals</Link>
          </BackLink>
          <Page title={`Referral ${referral.reference}`}>
            <Identity referral={referral} />
            <Standing referral={referral} />
            <CallEmergency referrals={[referral]} />
            {writes(referral) && (
              <DraftHere referral={referral}>
                <ElsewhereNotice />
                <DraftStatus />
              </DraftHere>
            )}
            <TakenBack referral={referral} onReread={() => void read.refetch()} />
            {referral.safeguarding.map((notification) => (
              <SafeguardingBanner key={notification.id} notification={notification} />
            ))}
            <Unhelped referral={referral} />
            <WhomToRing referral={referral} />
            <div className="app-beside">
              <div className="app-beside__talk">
                <MovesPanel referral={referral} onReread={() => void read.refetch()} />
                {referral.recipients.length > 0 && <Recipients referral={referral} />}
                <Conversation referral={referral} />
              </div>
              <div className="app-beside__facts">
                {referral.earlierReferralId && (
                  <p className="govuk-body">
                    She was discussed before.{' '}
                    <Link {...paths.comparison(referral.id)} className="govuk-link">
                      Compare with the referral before
                    </Link>
                  </p>
                )}
                <LightAndWhy referral={referral} />
                <Answers referral={referral} />
                <History referral={referral} />
              </div>
            </div>
          </Page>
        </WhileHeld>
      )}
    </AwaitedPage>
  )
}

function Identity({ referral }: { referral: Referral }) {
  const readsCases = useCan('cases:read')
  const { caseId, caseReference, reference, answers } = referral
  const name = answers.person?.name
  return (
    <IdentityBar
      label="Referral"
      actions={
        caseId &&
        readsCases && (
          <Link {...paths.case(caseId)} className="govuk-link">
            Case {caseReference}
          </Link>
        )
      }
    >
      <h1 className="govuk-heading-m govuk-!-margin-bottom-1">
        {name ? <span className="govuk-caption-m">Referral {reference} </span> : `Referral ${reference}`}
        {name}
      </h1>
      <Light light={referral.light} /> <Tag>{stateWords[referral.state]}</Tag>
    </IdentityBar>
  )
}

function Standing({ referral }: { referral: Referral }) {
  const calendar = useCalendar()
  const { submittedAt, meetingStartsAt, exceptional, returnedFor, restDueAt } = referral
  return (
    <>
      {referral.state === 'returned' && returnedFor && (
        <NotificationBanner title="The coordinator asks">
          <p className="govuk-body app-as-typed">{returnedFor}</p>
        </NotificationBanner>
      )}
      <p className="govuk-body">
        From {referral.referrerName}, {referral.agencyName}
        {submittedAt && `, ${momentWords(calendar, submittedAt)}`}.
        {meetingStartsAt && ` For the meeting of ${dayWords(calendar, meetingStartsAt)}.`}
        {exceptional === 'asked' && ' An earlier meeting is asked for, for exceptional risk.'}
        {exceptional === 'accepted' && ' Accepted as exceptional.'}
        {exceptional === 'declined' && ' The exceptional reason was not accepted.'}
        {restDueAt && ` Short form: the rest by ${momentWords(calendar, restDueAt)}.`}
      </p>
    </>
  )
}

function LightAndWhy({ referral }: { referral: Referral }) {
  const { explanation, computedLight, light } = referral
  if (!explanation || !computedLight) return null
  return (
    <Details summary="Why this light">
      <p className="govuk-body">
        By the rules it is {computedLight}
        {light !== computedLight && `; it was changed to ${light}, see the history`}.
      </p>
      <Because explanation={explanation} />
    </Details>
  )
}

function Answers({ referral }: { referral: Referral }) {
  const { ruleSet } = usePartnership()
  const agencyName = useAgencyName()
  const day = today(useCalendar())
  return (
    <>
      <h2 className="govuk-heading-m">The referral</h2>
      <Additions referral={referral} />
      {formSections.map(({ key, title }) => {
        const rows = answerRows(key, referral.answers, { ruleSet, agencyName, day })
        return rows.length > 0 && <SummaryList key={key} card={{ title, headingLevel: 3 }} rows={rows} />
      })}
    </>
  )
}

function History({ referral }: { referral: Referral }) {
  if (referral.history.length === 0) return null
  return (
    <>
      <h2 className="govuk-heading-m">History</h2>
      <HistoryTimeline entries={referral.history} headingLevel={3} />
    </>
  )
}
