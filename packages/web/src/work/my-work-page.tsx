import { isTrueOf } from '@alongside/shared/access'
import { readMyWork } from '@alongside/shared/work/addresses'
import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { UnsentHere } from '../autosave/unsent-here.tsx'
import { useRead } from '../client/hooks.ts'
import { MyInvitation } from '../guests/my-invitation.tsx'
import { NextMeeting } from '../meetings/next-meeting.tsx'
import { paths } from '../paths.ts'
import { StartTonight } from '../referrals/start-tonight.tsx'
import { Awaited } from '../sending/awaited.tsx'
import { useCan, useSession } from '../session/session.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'
import { type WorkList, whenThereIsTime } from './lists.ts'
import { shown } from './rows.tsx'
import { Section } from './section.tsx'
import { Names } from './whose.tsx'

/** Where everyone lands; for those invited to one item, or to sit in, that is their invitation. */
export default function MyWorkPage() {
  return useCan('invitation:own') ? <MyInvitation /> : <OfMember />
}

function OfMember() {
  const work = useRead(readMyWork, {}, { staleTime: 0 })
  return (
    <Page title="My work" heading="My work">
      <Awaited read={work} label="Loading what waits for you">
        {(mine) => (
          <Names value={new Map(mine.names.map(({ caseReference, name }) => [caseReference, name]))}>
            <Work work={mine} />
          </Names>
        )}
      </Awaited>
    </Page>
  )
}

function Work({ work }: { work: MyWork }) {
  const { standing, acting } = useSession()
  if (standing !== 'in_force')
    return <AgreementsFirst work={work} agency={acting?.agencyName ?? 'Your agency'} />
  const { unreadNotifications: unread } = work
  // Who is with her at night, and not at meetings.
  const mayRefer = useCan('referrals:write')
  const atNight = mayRefer && !isTrueOf('comesToMeetings', acting?.role ?? null)
  const waiting = (Object.keys(shown) as WorkList[]).filter((name) => work[name].length > 0)
  const later = waiting.filter((name) => whenThereIsTime.includes(name))
  return (
    <>
      {unread > 0 && (
        <p className="govuk-body">
          <Link {...paths.notifications} className="govuk-link">
            {unread === 1
              ? '1 notification that you have not read'
              : `${unread} notifications that you have not read`}
          </Link>
        </p>
      )}
      <UnsentHere under="/" />
      {atNight && <StartTonight />}
      {waiting
        .filter((name) => !later.includes(name))
        .map((name) => (
          <Fragment key={name}>{show(name, work)}</Fragment>
        ))}
      {waiting.length === 0 && <NothingWaits />}
      {work.nextMeeting && <NextMeeting meeting={work.nextMeeting} />}
      {later.length > 0 && (
        <Section title="When there is time">
          {later.map((name) => (
            <Fragment key={name}>{show(name, work)}</Fragment>
          ))}
        </Section>
      )}
    </>
  )
}

const show = <Name extends WorkList>(name: Name, work: MyWork) => shown[name](work[name])

function NothingWaits() {
  const mayRefer = useCan('referrals:write')
  return (
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
      {work.offeredPlaces.length > 0 && show('offeredPlaces', work)}
      {work.agreementsToSign.length > 0 ? (
        show('agreementsToSign', work)
      ) : (
        <p className="govuk-body">
          <Link {...paths.agreements} className="govuk-link">
            See the agreements and who has signed
          </Link>
        </p>
      )}
    </>
  )
}
