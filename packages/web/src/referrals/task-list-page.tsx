import { discardReferral } from '@alongside/shared/referrals/addresses'
import { whyNotDiscard } from '@alongside/shared/referrals/rules'
import { formSections } from '@alongside/shared/referrals/sections'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useAsking } from '../session/session.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { Page } from '../ui/page.tsx'
import { TaskList } from '../ui/task-list.tsx'
import { useDraft } from './draft-context.tsx'
import { DraftStatus } from './draft-status.tsx'
import { LightPanel } from './light-panel.tsx'
import { MeetingForecast } from './meeting-forecast.tsx'
import { isAsked, type SectionStatus, statusOf } from './sections.ts'

const colours = {
  empty: 'grey',
  unfinished: 'blue',
  complete: undefined,
  optional: undefined,
} as const satisfies Record<SectionStatus['state'], string | undefined>

export default function TaskListPage() {
  const { referral, tidy, faults } = useDraft()
  const asking = useAsking()
  const sections = formSections.filter(({ key }) => isAsked(key, tidy))
  const statuses = sections.map((section) => statusOf(section, tidy, faults))
  const open = statuses.filter(({ state }) => state === 'empty' || state === 'unfinished').length
  return (
    <>
      <BackLink>
        <Link {...paths.referrals}>Referrals</Link>
      </BackLink>
      <Page title="Referral form" heading="Referral" caption={referral.reference}>
        {referral.returnedFor && (
          <NotificationBanner title="The coordinator asks">
            <p className="govuk-body app-as-typed">{referral.returnedFor}</p>
            <p className="govuk-body">
              Answer it in the part of the form that it is about, then check and submit. What fits no part
              goes under{' '}
              <Link {...paths.referral(referral.id)} hash="add" className="govuk-notification-banner__link">
                “Add to the referral”
              </Link>
              : everybody who reads the referral reads it.
            </p>
          </NotificationBanner>
        )}
        <p className="govuk-body">
          {open === 0
            ? referral.returnedFor
              ? 'No part is empty. Have you answered what the coordinator asks?'
              : 'Everything that is needed is there.'
            : `${open} of ${sections.length} parts are not filled in yet. Fill them in any order.`}
        </p>
        <DraftStatus />
        <TaskList
          tasks={sections.map((section, index) => {
            const { words, state } = statuses[index] ?? { words: '', state: 'empty' }
            return {
              title: <Link {...paths.referralSection(referral.id, section.slug)}>{section.title}</Link>,
              hint: section.hint,
              status: words,
              colour: colours[state],
            }
          })}
        />
        <LightPanel />
        {tidy.addressedTo?.meeting && <MeetingForecast />}
        <ButtonLink>
          <Link {...paths.referralCheck(referral.id)}>Check and submit</Link>
        </ButtonLink>
        {whyNotDiscard(referral, asking) === null && <Discard />}
      </Page>
    </>
  )
}

function Discard() {
  const { referral, finish } = useDraft()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const discard = useSending(discardReferral, {
    onSuccess: () => {
      void finish()
      void navigate(paths.referrals)
    },
  })
  return (
    <>
      <p>
        <button type="button" className="app-link-button" onClick={() => setAsking(true)}>
          Discard this draft
        </button>
      </p>
      <AskFirst
        open={asking}
        onClose={() => setAsking(false)}
        title="Discard this draft?"
        no="Keep it"
        yes="Discard it"
        variant="warning"
        busy={discard.busy}
        onYes={() => discard.send({ params: { referralId: referral.id }, body: {} })}
      >
        <Refused error={discard.error} attempt={discard.attempt} />
        Its answers are destroyed, here and on the server. This cannot be undone.
      </AskFirst>
    </>
  )
}
