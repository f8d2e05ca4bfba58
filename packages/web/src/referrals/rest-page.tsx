import { answerRest, readReferral } from '@alongside/shared/referrals/addresses'
import { formSections } from '@alongside/shared/referrals/sections'
import { restSections } from '@alongside/shared/referrals/tonight'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { keyOf } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Refused } from '../sending/refused.tsx'
import { useSending } from '../sending/sending.ts'
import { useCalendar } from '../session/partnership.ts'
import { momentWords } from '../time/words.ts'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { fieldId } from '../ui/field-id.ts'
import { Page } from '../ui/page.tsx'
import { useDraft } from './draft-context.tsx'
import { DraftStatus } from './draft-status.tsx'
import { FaultSummary } from './fault-summary.tsx'
import { sectionFields } from './section-fields.tsx'
import { faultsIn, isAsked } from './sections.ts'

/** REF-5: what a short form still owes, on one page; what is answered already can be completed below. */
export default function RestPage() {
  const { referral, tidy, faults, state, flush, finish, version } = useDraft()
  const calendar = useCalendar()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [tried, setTried] = useState(0)
  const sections = formSections.filter(({ key }) => restSections.includes(key) && isAsked(key, tidy))
  // As it was found: nothing moves away while one answers it.
  const [asked] = useState(() =>
    sections.filter((section) => faultsIn(section, faults).length > 0).map(({ key }) => key),
  )
  const send = useSending(answerRest, {
    onSuccess: (sent) => {
      void finish()
      queries.setQueryData(keyOf(readReferral, { params: { referralId: referral.id } }), sent)
      void navigate({ ...paths.referral(referral.id), replace: true })
    },
  })
  const goOn = async (event: FormEvent) => {
    event.preventDefault()
    setTried(tried + 1)
    if (faults.length > 0)
      return void navigate({ ...paths.rest(referral.id), search: { mend: true }, replace: true })
    await flush()
    send.send({ params: { referralId: referral.id }, body: {}, version: version() })
  }
  const shown = (those: typeof sections) =>
    those.map(({ key, title }) => (
      <section key={key} aria-labelledby={`rest-${key}`}>
        <h2 className="govuk-heading-m" id={`rest-${key}`}>
          {title}
        </h2>
        {sectionFields[key]}
      </section>
    ))
  const others = sections.filter(({ key }) => !asked.includes(key))
  return (
    <>
      <BackLink>
        <Link {...paths.referral(referral.id)}>The short form</Link>
      </BackLink>
      <Page title="Rest of the form" heading="The rest of the form" caption={referral.reference}>
        {tried > 0 && faults.length > 0 && (
          <FaultSummary
            key={tried}
            faults={faults}
            referralId={referral.id}
            linkTo={({ pointer }, words) => <a href={`#${fieldId(pointer)}`}>{words}</a>}
          />
        )}
        <Refused error={send.error} attempt={send.attempt} />
        <p className="govuk-body">
          {referral.restDueAt && `Due ${momentWords(calendar, referral.restDueAt)}. `}
          “Not known” is an answer. Nobody else reads it before you send it; what you sent that night stands.
        </p>
        <form onSubmit={(event) => void goOn(event)} noValidate autoComplete="off">
          {shown(sections.filter(({ key }) => asked.includes(key)))}
          {others.length > 0 && (
            <Details summary="What is answered already, and what you may add">{shown(others)}</Details>
          )}
          <DraftStatus />
          <Button
            busy={send.busy}
            reason={
              Object.keys(state.elsewhere).length > 0
                ? 'Choose first which answers hold: see above.'
                : state.saving === 'not-saved'
                  ? 'The last changes have not reached the server yet.'
                  : undefined
            }
          >
            Send the rest
          </Button>
        </form>
      </Page>
    </>
  )
}
