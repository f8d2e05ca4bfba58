import { previewReferral, readReferral, submitReferral } from '@alongside/shared/referrals/addresses'
import { whyNotSubmit } from '@alongside/shared/referrals/rules'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { SavingState } from '../autosave/saving-state.tsx'
import { keyOf } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { reasonOf } from '../sending/reason.ts'
import { Refused } from '../sending/refused.tsx'
import { faultsOf, useSending } from '../sending/sending.ts'
import { useAsking } from '../session/session.tsx'
import { BackLink } from '../ui/back-link.tsx'
import { Button } from '../ui/button.tsx'
import { fieldId } from '../ui/field-id.ts'
import { Page } from '../ui/page.tsx'
import { useDraft } from './draft-context.tsx'
import { FaultSummary } from './fault-summary.tsx'
import { Facing, HerSay, WhatNext, WhoSheIs, WhyThisLight } from './tonight-steps.tsx'

type Step = 1 | 2 | 3

const steps: Record<Step, { title: string; next: string; inside: ReactNode; foot: ReactNode }> = {
  1: { title: 'Who is she?', next: 'Next: tonight', inside: <WhoSheIs />, foot: null },
  2: {
    title: 'What is she facing tonight?',
    next: 'Next: her say',
    inside: <Facing />,
    foot: <WhyThisLight />,
  },
  3: { title: 'What does she say?', next: 'Send', inside: <HerSay />, foot: <WhatNext /> },
}

/** At which step the answer at this pointer is asked. */
const stepOf = (pointer: string): Step =>
  /^\/answers\/(person|tonight\/(age|reach))/.test(pointer)
    ? 1
    : /^\/answers\/(tonight\/(faces|knownBy|more)|indicators)/.test(pointer)
      ? 2
      : 3

/** REF-2, REF-12: the short form for the street, in three steps and one hand. Its answers are saved as those of any draft. */
export default function TonightPage() {
  const { referral, faults, under18, state, flush, finish, version, labelOf } = useDraft()
  const asking = useAsking()
  const { step = 1 } = useSearch({ strict: false }) as { step?: Step }
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [tried, setTried] = useState(0)
  const submit = useSending(submitReferral, {
    onSuccess: (submitted) => {
      void finish()
      queries.setQueryData(keyOf(readReferral, { params: { referralId: referral.id } }), submitted)
      void queries.invalidateQueries({
        queryKey: keyOf(previewReferral, { params: { referralId: referral.id } }),
        refetchType: 'none',
      })
      void navigate({ ...paths.referralSubmitted(referral.id), replace: true })
    },
  })
  const named = tried > 0 ? (faults.length > 0 ? faults : faultsOf(submit.error)) : []
  const { title, next, inside, foot } = steps[step]
  const at = paths.tonight(referral.id)
  const goOn = async (event: FormEvent) => {
    event.preventDefault()
    if (step < 3) {
      void flush()
      return void navigate({ ...at, search: { step: step === 1 ? 2 : 3 } })
    }
    setTried(tried + 1)
    const [first] = faults
    if (first) {
      const there = stepOf(first.pointer)
      return void navigate({ ...at, search: { ...(there > 1 && { step: there as 2 | 3 }), mend: true } })
    }
    await flush()
    submit.send({ params: { referralId: referral.id }, body: {}, version: version() })
  }
  const reason =
    step < 3
      ? undefined
      : under18
        ? 'She is or may be under 18: see the first step.'
        : Object.keys(state.elsewhere).length > 0
          ? 'Choose first which answers hold: see above.'
          : state.saving === 'not-saved'
            ? 'The last changes have not reached the server yet. Nothing is lost.'
            : reasonOf(whyNotSubmit(referral, asking))
  return (
    <div className="app-night">
      <BackLink>
        {step === 1 ? (
          <Link {...paths.work}>Later</Link>
        ) : (
          <Link {...at} search={step === 3 ? { step: 2 } : {}}>
            Back
          </Link>
        )}
      </BackLink>
      <Page title="Tonight">
        <p className="app-night__step">{step} of 3</p>
        <Heading key={step} first={step === 1 && tried === 0}>
          {title}
        </Heading>
        {named.length > 0 && (
          <FaultSummary
            key={`${tried} ${step}`}
            faults={named}
            referralId={referral.id}
            linkTo={({ pointer }, words) => {
              const there = stepOf(pointer)
              return (
                <Link
                  {...at}
                  search={{ ...(there > 1 && { step: there as 2 | 3 }), mend: true }}
                  hash={fieldId(pointer)}
                >
                  {words}
                </Link>
              )
            }}
          />
        )}
        <Refused error={submit.error} attempt={submit.attempt} />
        <form onSubmit={(event) => void goOn(event)} noValidate autoComplete="off">
          {inside}
          <div className="app-night__foot">
            <SavingState state={state} labelOf={labelOf} />
            {foot}
            {!(under18 && step === 1) && (
              <Button busy={submit.busy} reason={reason}>
                {next}
              </Button>
            )}
          </div>
        </form>
      </Page>
    </div>
  )
}

/** Each step is a page of its own to who reads it: the focus goes to what it asks, or to the field that is to be put right. */
function Heading({ first, children }: { first: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    window.scrollTo(0, 0)
    const field = document.getElementById(window.location.hash.slice(1))
    if (field) field.focus()
    else if (!first) heading.current?.focus()
  }, [first])
  return (
    <h1 className="govuk-heading-l" ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}
