import { readEmergencyAccess } from '@alongside/shared/emergency-access/addresses'
import type { EmergencyAccessInFull } from '@alongside/shared/emergency-access/contract'
import { whyNotEnd, whyNotOpen, whyNotReview, whyNotTell } from '@alongside/shared/emergency-access/rules'
import { emergencyFindingWords } from '@alongside/shared/emergency-access/words'
import { Link, useParams } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { useSession } from '../session/session.tsx'
import { Moment } from '../time/moment.tsx'
import { useNow } from '../time/now.ts'
import { BackLink } from '../ui/back-link.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { EndIt, ReviewIt, TellOfIt } from './forms.tsx'
import { BeforeItOpens, WhatSheRefuses } from './opening.tsx'

/** ACC-7: one emergency access, from the reason to what somebody else made of it. */
export default function AccessPage() {
  const { accessId } = useParams({ from: '/signed-in/emergency-access/$accessId' })
  const access = useRead(readEmergencyAccess, { params: { accessId } }, { staleTime: 0 })
  return (
    <Page title="Emergency access" heading="Emergency access">
      <BackLink>
        <Link {...paths.emergencyAccesses}>Emergency access</Link>
      </BackLink>
      <Awaited read={access} label="Loading this emergency access" lines={8}>
        {(one) => <Access access={one} />}
      </Awaited>
    </Page>
  )
}

function Access({ access }: { access: EmergencyAccessInFull }) {
  const session = useSession()
  const now = useNow().toString()
  const who = { accountId: session.accountId, role: session.acting?.role ?? null }
  const mine = access.accountId === who.accountId
  if (mine && whyNotOpen(access, now) === null) return <BeforeItOpens access={access} />
  return (
    <>
      <Facts access={access} mine={mine} />
      {access.bearing && <WhatSheRefuses limits={access.bearing.limits} />}
      {access.finding && (
        <InsetText>
          <strong>{emergencyFindingWords[access.finding]}.</strong> {access.words}
          <br />
          {access.reviewedBy}, {access.reviewedAt && <Moment at={access.reviewedAt} />}
        </InsetText>
      )}
      {whyNotEnd(access, now) === null && <EndIt access={access} mine={mine} />}
      {whyNotTell(access, who) === null && access.toldAt === null && <TellOfIt access={access} />}
      {whyNotReview(access, who) === null && <ReviewIt access={access} />}
    </>
  )
}

function Facts({ access, mine }: { access: EmergencyAccessInFull; mine: boolean }) {
  const { caseId, caseReference, openedAt, until, endedBy, reason, told, reviewDueAt, finding, forChair } =
    access
  const hidden = 'Only who sees the case reads this'
  return (
    <SummaryList
      rows={[
        { key: 'Who', value: [access.name, access.agencyName].join(', ') },
        {
          key: 'Case',
          value: caseReference ? (
            <Link {...paths.case(caseId)} className="govuk-link">
              {caseReference}
            </Link>
          ) : (
            'Not open to you'
          ),
        },
        { key: 'Why', value: reason ?? hidden },
        { key: 'Opened', value: openedAt ? <Moment at={openedAt} /> : 'It was not opened' },
        ...(until
          ? [
              {
                key: 'Until',
                value: (
                  <>
                    <Moment at={until} />
                    {endedBy && `, ended by ${endedBy}`}
                  </>
                ),
              },
              { key: 'What was done', value: told ?? (access.toldAt ? hidden : 'Not said yet') },
            ]
          : []),
        ...(reviewDueAt && !finding
          ? [
              {
                key: mine ? 'Who looks at it' : 'To be looked at',
                value: (
                  <>
                    {forChair ? 'The chair' : 'The coordinator'}, by <Moment at={reviewDueAt} />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
