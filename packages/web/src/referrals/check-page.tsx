import { restsOnHerSay } from '@alongside/shared/consent/lawful-rules'
import { listLimits } from '@alongside/shared/limits/addresses'
import { eachNo } from '@alongside/shared/limits/of-person'
import { isStanding } from '@alongside/shared/limits/rules'
import { limitWords } from '@alongside/shared/limits/words'
import type { Fault } from '@alongside/shared/problems'
import { previewReferral, readReferral, submitReferral } from '@alongside/shared/referrals/addresses'
import { whyNotSubmit } from '@alongside/shared/referrals/rules'
import { formSections } from '@alongside/shared/referrals/sections'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { keyOf, useRead } from '../client/hooks.ts'
import { ProblemError } from '../client/transport.ts'
import { ToldOfLifting } from '../limits/told-of-lifting.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { reasonOf } from '../sending/reason.ts'
import { Refused } from '../sending/refused.tsx'
import { faultsOf, useSending } from '../sending/sending.ts'
import { useAgencyName, usePartnership } from '../session/partnership.ts'
import { useAsking } from '../session/session.tsx'
import { Due } from '../time/due.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Page } from '../ui/page.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { answerRows } from './answer-rows.tsx'
import { useDraft } from './draft-context.tsx'
import { DraftStatus } from './draft-status.tsx'
import { FaultSummary } from './fault-summary.tsx'
import { useFormContext } from './form-context.ts'
import { LightPanel } from './light-panel.tsx'
import { MeetingForecast } from './meeting-forecast.tsx'
import { isAsked } from './sections.ts'

/** Check your answers; submitting names everything that is missing at its place, in the API's words (REF-5). */
export default function CheckPage() {
  const { referral, tidy, faults, under18, state, flush, finish, version } = useDraft()
  const asking = useAsking()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [tried, setTried] = useState(0)
  const submit = useSending(submitReferral, {
    onSuccess: (submitted) => {
      void finish()
      queries.setQueryData(keyOf(readReferral, { params: { referralId: referral.id } }), submitted)
      void navigate({ ...paths.referralSubmitted(referral.id), replace: true })
    },
  })
  const named: readonly Fault[] = tried > 0 ? (faults.length > 0 ? faults : faultsOf(submit.error)) : []
  const incomplete =
    submit.error instanceof ProblemError &&
    (submit.error.problem.code === 'referral.incomplete' ||
      submit.error.problem.code === 'person_who_harms.works_here')
  const { basis, given } = tidy.consent ?? {}
  const lifts = (restsOnHerSay(basis) && given?.lifts) || []
  const [asks, setAsks] = useState(false)
  const send = async (confirmed: boolean) => {
    setTried(tried + 1)
    if (faults.length > 0) return
    setAsks(!confirmed)
    if (!confirmed) return
    await flush()
    submit.send({ params: { referralId: referral.id }, body: {}, version: version() })
  }
  return (
    <>
      <BackLink>
        <Link {...paths.referralForm(referral.id)}>All parts of the referral</Link>
      </BackLink>
      <Page title="Check the referral" heading="Check the answers" caption={referral.reference}>
        {named.length > 0 && <FaultSummary key={tried} faults={named} referralId={referral.id} />}
        {!incomplete && <Refused error={submit.error} attempt={submit.attempt} />}
        <LightPanel />
        <Answers />
        <h2 className="govuk-heading-m">What happens next</h2>
        <WhatHappensNext />
        {tidy.addressedTo?.meeting && <MeetingForecast />}
        <DraftStatus />
        <Button
          type="button"
          busy={submit.busy}
          reason={
            under18
              ? 'She is or may be under 18: see above.'
              : Object.keys(state.elsewhere).length > 0
                ? 'Choose first which answers hold: see above.'
                : state.saving === 'not-saved'
                  ? 'The last changes have not reached the server yet.'
                  : reasonOf(whyNotSubmit(referral, asking))
          }
          onClick={() => void send(lifts.length === 0)}
        >
          Submit the referral
        </Button>
        <AskFirst
          open={asks}
          onClose={() => setAsks(false)}
          onYes={() => void send(true)}
          title="Does she lift what she refused?"
          yes="Submit the referral"
          variant="warning"
        >
          {referral.caseId && <WhatSheLifts caseId={referral.caseId} lifts={lifts} />}
        </AskFirst>
      </Page>
    </>
  )
}

/** ACC-8: named one by one, whoever wrote it into the form. */
function WhatSheLifts({ caseId, lifts }: { caseId: string; lifts: readonly string[] }) {
  const limits = useRead(listLimits, { params: { caseId } })
  return (
    <Awaited read={limits} label="Loading what she refused" lines={2}>
      {({ items }) => {
        const lifted = items.filter((limit) => isStanding(limit) && lifts.includes(limit.id))
        return (
          <>
            <p>By the consent in this form she lifts her no to:</p>
            <ul className="govuk-list govuk-list--bullet">
              {eachNo(lifted).map(({ limit }) => (
                <li key={limit.id}>{limitWords(limit)}</li>
              ))}
            </ul>
            <ToldOfLifting limits={lifted} />
          </>
        )
      }}
    </Awaited>
  )
}

function Answers() {
  const { referral, tidy } = useDraft()
  const { ruleSet } = usePartnership()
  const agencyName = useAgencyName()
  const { today } = useFormContext()
  return formSections
    .filter(({ key }) => isAsked(key, tidy))
    .map((section) => {
      const rows = answerRows(section.key, tidy, { ruleSet, agencyName, day: today })
      return (
        <SummaryList
          key={section.key}
          card={{
            title: section.title,
            actions: [
              <Link key="change" {...paths.referralSection(referral.id, section.slug)}>
                Change
              </Link>,
            ],
          }}
          rows={rows.length > 0 ? rows : [{ key: 'Nothing yet', value: '' }]}
        />
      )
    })
}

function WhatHappensNext() {
  const { referral, tidy } = useDraft()
  const { data } = useRead(previewReferral, { params: { referralId: referral.id } })
  const agencyName = useAgencyName()
  const { meeting, agencies = [] } = tidy.addressedTo ?? {}
  const goesTo = [...(meeting ? ['the coordinator, for the meeting'] : []), ...agencies.map(agencyName)]
  if (goesTo.length === 0) return <InsetText>You have not said yet whom this referral is for.</InsetText>
  return (
    <ul className="govuk-list govuk-list--bullet">
      <li>It goes to {goesTo.join(', ')}.</li>
      {data?.dueAt && (
        <li>
          They answer you <Due at={data.dueAt} />.
        </li>
      )}
      <li>From then on the agencies that the record of sharing names see her case, and no others.</li>
    </ul>
  )
}
