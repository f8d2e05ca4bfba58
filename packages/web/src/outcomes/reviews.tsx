import { putOffReview } from '@alongside/shared/outcomes/addresses'
import type { Review } from '@alongside/shared/outcomes/contract'
import { putOffReasons } from '@alongside/shared/outcomes/values'
import { occasionWords } from '@alongside/shared/outcomes/words'
import { Form } from '../forms/form.tsx'
import { answered, useForm } from '../forms/use-form.ts'
import { sentence } from '../sending/refused.tsx'
import { useCan, useSession } from '../session/session.tsx'
import { isDate } from '../time/local.ts'
import { dateWords } from '../time/words.ts'
import { Button } from '../ui/button.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Details } from '../ui/details.tsx'
import { Radios } from '../ui/radios.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { putOffWords } from './words.ts'

/** Reviews that this agency is asked for now, and may therefore put off. */
export function useAskedOfUs(reviews: readonly Review[]): Review[] {
  const { acting } = useSession()
  const records = useCan('cases:record')
  return records
    ? reviews.filter(({ state, agencyId }) => state === 'asked' && agencyId === acting?.agencyId)
    : []
}

/** When she is asked, and by whom. */
export function Reviews({ reviews }: { reviews: readonly Review[] }) {
  const [first] = reviews
  if (!first) return null
  return (
    <>
      <h2 className="govuk-heading-m">When she is asked</h2>
      <SummaryList
        rows={reviews.map((review) => ({
          key: sentence(occasionWords[review.occasion]),
          value: stateWords(review),
        }))}
      />
      <p className="app-quiet">{first.agencyName}, whose referral was accepted first, is reminded of each.</p>
    </>
  )
}

function stateWords({ state, dueOn, askOn, putOffFor }: Review): string {
  switch (state) {
    case 'done':
      return 'Done'
    case 'passed':
      return `Was due ${dateWords(dueOn)}; the next one has come since`
    case 'asked':
      return `Due ${dateWords(dueOn)}`
    case 'put_off':
      return `${putOffFor ? `${putOffWords[putOffFor]}: asked` : 'Asked'} again from ${dateWords(askOn)}`
    case 'to_come':
      return `From ${dateWords(dueOn)}`
  }
}

/** It can wait: she is not asked because a clock has run out. */
export function PutOff({ review, onDone }: { review: Review; onDone?: (() => void) | undefined }) {
  const { field, ...form } = useForm(putOffReview, {
    start: { because: '' as (typeof putOffReasons)[number] | '', until: '' },
    needed: { because: 'Say why it can wait' },
    faultsIn: ({ until }) =>
      until === '' || isDate(until)
        ? []
        : [{ pointer: '/until', code: 'invalid', detail: 'Give a whole date, or none' }],
    said: ({ because, until }) => ({
      params: { caseId: review.caseId },
      body: { occasion: review.occasion, because, ...answered({ until }) },
    }),
    ...(onDone && { onSuccess: onDone }),
    under: `/put-off/${review.caseId}`,
  })
  return (
    <Details summary="Not now: ask again later">
      <Form form={form}>
        <Radios
          {...field('because')}
          label="Why can it wait?"
          small
          options={putOffReasons.map((reason) => ({ value: reason, label: putOffWords[reason] }))}
        />
        <DateInput
          {...field('until')}
          label="Ask again from (optional)"
          hint="In two weeks, if you leave this empty."
        />
        <Button variant="secondary" busy={form.busy}>
          Ask again later
        </Button>
      </Form>
    </Details>
  )
}
