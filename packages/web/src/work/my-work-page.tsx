import { unusualWords } from '@alongside/shared/audit/words'
import { readMyWork } from '@alongside/shared/work/addresses'
import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ActionTable } from '../actions/action-table.tsx'
import { useRead } from '../client/hooks.ts'
import { FlagsAsked } from '../flags/flags-asked.tsx'
import { MyInvitation } from '../guests/my-invitation.tsx'
import { NextMeeting } from '../meetings/next-meeting.tsx'
import { ToAcknowledge } from '../minutes/to-acknowledge.tsx'
import { OutcomesAsked } from '../outcomes/outcomes-asked.tsx'
import { paths } from '../paths.ts'
import { SafeguardingBanner } from '../safeguarding/banner.tsx'
import { Awaited } from '../sending/awaited.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan, useSession } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { dayWords } from '../time/words.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Light } from '../ui/light.tsx'
import type { LinkElement } from '../ui/link.ts'
import { Page } from '../ui/page.tsx'

type Summary = MyWork['myDrafts'][number]

/** Where everyone lands; for those invited to one item, or to sit in, that is their invitation. */
export default function MyWorkPage() {
  return useCan('invitation:own') ? <MyInvitation /> : <OfMember />
}

function OfMember() {
  const work = useRead(readMyWork, {}, { staleTime: 0 })
  return (
    <Page title="My work" heading="My work">
      <Awaited read={work} label="Loading what waits for you">
        {(mine) => <Work work={mine} />}
      </Awaited>
    </Page>
  )
}

function Work({ work }: { work: MyWork }) {
  const { standing, acting } = useSession()
  const mayRefer = useCan('referrals:write')
  if (standing !== 'in_force')
    return <AgreementsFirst work={work} agency={acting?.agencyName ?? 'Your agency'} />
  return (
    <>
      {work.unreadNotifications > 0 && (
        <p className="govuk-body">
          <Link {...paths.notifications} className="govuk-link">
            {work.unreadNotifications === 1
              ? '1 notification that you have not read'
              : `${work.unreadNotifications} notifications that you have not read`}
          </Link>
        </p>
      )}
      <Safeguarding notifications={work.safeguarding} />
      <Referrals title="To triage" referrals={work.toTriage} />
      <Referrals title="To answer" referrals={work.toAnswer} />
      <Referrals title="Returned to you" referrals={work.returnedToMe} edit />
      <Agreements agreements={work.agreementsToSign} />
      {work.minutesToAcknowledge.length > 0 && (
        <Section title="Minutes to acknowledge">
          <ToAcknowledge minutes={work.minutesToAcknowledge} />
        </Section>
      )}
      <ResearchAsked asked={work.researchAsked} />
      {work.actions.length > 0 && (
        <ActionTable caption="Your agency’s actions" actions={work.actions} oneAgency />
      )}
      <FlagsAsked flags={work.flagsAsked} />
      <UnusualReadings readings={work.unusualReadings} />
      <OutcomesAsked asked={work.outcomesAsked} />
      <Referrals title="Your drafts" referrals={work.myDrafts} edit />
      {nothingWaits(work) && (
        <EmptyState
          title="Nothing waits for you"
          action={
            mayRefer && (
              <ButtonLink variant="secondary">
                <Link {...paths.newReferral}>Start a referral</Link>
              </ButtonLink>
            )
          }
        >
          No clock is running and no action is due.
        </EmptyState>
      )}
      {work.nextMeeting && <NextMeeting meeting={work.nextMeeting} />}
    </>
  )
}

const nothingWaits = (work: MyWork) =>
  [
    work.safeguarding,
    work.toTriage,
    work.toAnswer,
    work.returnedToMe,
    work.agreementsToSign,
    work.minutesToAcknowledge,
    work.actions,
    work.researchAsked,
    work.flagsAsked,
    work.outcomesAsked,
    work.unusualReadings,
    work.myDrafts,
  ].every((list) => list.length === 0)

/** ACC-11: who reads unusually, for who is to ask why. */
function UnusualReadings({ readings }: { readings: MyWork['unusualReadings'] }) {
  if (readings.length === 0) return null
  return (
    <Section title="Unusual reading to look at">
      <ul className="govuk-list app-work-list">
        {readings.map(({ id, kind, name, agencyName, until }) => (
          <li key={id} className="app-work-list__item">
            <Link {...paths.unusualReading(id)} className="govuk-link">
              {unusualWords[kind]}: {[name, agencyName].filter(Boolean).join(', ')}
            </Link>
            <span className="app-work-list__when">
              <Moment at={until} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** ACC-5: nothing else is shown, and why. */
function AgreementsFirst({ work, agency }: { work: MyWork; agency: string }) {
  return (
    <>
      <p className="govuk-body-l">
        Before anyone at {agency} sees a case, the agency signs the charter and the information sharing
        protocol. Everything else opens right after.
      </p>
      <Agreements agreements={work.agreementsToSign} />
      {work.agreementsToSign.length === 0 && (
        <p className="govuk-body">
          <Link {...paths.agreements} className="govuk-link">
            See the agreements and who has signed
          </Link>
        </p>
      )}
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">{title}</h2>
      {children}
    </section>
  )
}

function Safeguarding({ notifications }: { notifications: MyWork['safeguarding'] }) {
  if (notifications.length === 0) return null
  return (
    <Section title="Safeguarding to record">
      {notifications.map((notification) => (
        <div key={notification.id}>
          {notification.caseId && notification.caseReference && (
            <p className="govuk-body">
              <Link {...paths.case(notification.caseId)} className="govuk-link">
                {notification.caseReference}
              </Link>
            </p>
          )}
          <SafeguardingBanner notification={notification} />
        </div>
      ))}
    </Section>
  )
}

function Referrals({
  title,
  referrals,
  edit = false,
}: {
  title: string
  referrals: Summary[]
  edit?: boolean
}) {
  if (referrals.length === 0) return null
  return (
    <Section title={title}>
      <ul className="govuk-list app-work-list">
        {referrals.map((referral) => (
          <li key={referral.id} className="app-work-list__item">
            <WorkLink referral={referral} edit={edit} />
            {referral.light && <Light light={referral.light} />}
            <span className="app-work-list__when">
              {referral.dueAt && !referral.respondedAt && !edit ? (
                <Due at={referral.dueAt} />
              ) : (
                <>
                  Last changed <Moment at={referral.updatedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function WorkLink({ referral, edit }: { referral: Summary; edit: boolean }) {
  const words = `${referral.name || 'Name not given yet'} (${referral.reference})`
  const link: LinkElement = edit ? (
    <Link {...paths.referralForm(referral.id)}>{words}</Link>
  ) : (
    <Link {...paths.referral(referral.id)}>{words}</Link>
  )
  return (
    <span className="app-work-list__what">
      {link} {!edit && <span className="govuk-hint app-work-list__from">from {referral.agencyName}</span>}
    </span>
  )
}

/** MTG-3: before each meeting. */
function ResearchAsked({ asked }: { asked: MyWork['researchAsked'] }) {
  const calendar = useCalendar()
  if (asked.length === 0) return null
  return (
    <Section title="What does your agency know?">
      <ul className="govuk-list app-work-list">
        {asked.map(({ agendaItemId, caseReference, light, meetingStartsAt }) => (
          <li key={agendaItemId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.research(agendaItemId)} className="govuk-link">
                {caseReference}
              </Link>
            </span>
            <Light light={light} />
            <span className="app-work-list__when">Meeting of {dayWords(calendar, meetingStartsAt)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Agreements({ agreements }: { agreements: MyWork['agreementsToSign'] }) {
  const maySign = useCan('agreements:sign')
  if (agreements.length === 0) return null
  return (
    <Section title="Agreements to sign">
      <ul className="govuk-list govuk-list--bullet">
        {agreements.map(({ id, title }) => (
          <li key={id}>
            <Link {...paths.agreements} hash={id} className="govuk-link">
              {title}
            </Link>
          </li>
        ))}
      </ul>
      {!maySign && <p className="govuk-body">Your agency’s lead member signs. You can read them here.</p>}
    </Section>
  )
}
