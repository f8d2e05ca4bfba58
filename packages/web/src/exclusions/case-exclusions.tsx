import type { Case } from '@alongside/shared/cases/contract'
import { endExclusion, listExclusions, reviewExclusion } from '@alongside/shared/exclusions/addresses'
import { waitsForReview, whyNotEndExclusion, whyNotReview } from '@alongside/shared/exclusions/rules'
import type { Exclusion } from '@alongside/shared/exclusions/schema'
import type { ExclusionReview } from '@alongside/shared/exclusions/values'
import { exclusionReasonWords, exclusionReviewWords } from '@alongside/shared/exclusions/words'
import { useKeptTyping } from '../autosave/use-kept.ts'
import { useRead } from '../client/hooks.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { Awaited } from '../sending/awaited.tsx'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { NotificationBanner } from '../ui/notification-banner.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { CloseToPerson } from './close-to-person.tsx'

/** HRM-1: to whom the case is closed in person, for who leads or coordinates. */
export function CaseExclusions({ file }: { file: Case }) {
  const exclusions = useRead(listExclusions, { params: { caseId: file.id } })
  return (
    <section className="app-section" aria-labelledby="closed-to">
      <h2 className="govuk-heading-m" id="closed-to">
        Closed to one person
      </h2>
      <Awaited read={exclusions} label="Loading to whom it is closed">
        {({ items }) => (
          <>
            {items.length === 0 && <p className="govuk-body">It is closed to nobody in what you may see.</p>}
            {items.map((exclusion) => (
              <Closed key={exclusion.id} exclusion={exclusion} />
            ))}
          </>
        )}
      </Awaited>
      <Details summary="Close the case to somebody">
        <CloseToPerson caseId={file.id} />
      </Details>
    </section>
  )
}

function Closed({ exclusion }: { exclusion: Exclusion }) {
  const { name, agencyName, knows, told, herself, words, closedAt, closedBy, reviewDueAt, reviewed, ended } =
    exclusion
  return (
    <div className="app-section">
      <p className="govuk-body govuk-!-margin-bottom-1">
        <strong>
          {name}, {agencyName}
        </strong>
        : {herself ? 'stood aside' : told ? 'was told' : 'was not told'}. {exclusionReasonWords[knows]}.
      </p>
      {words && <p className="govuk-body app-as-typed">“{words}”</p>}
      <p className="app-quiet">
        Closed by {closedBy}, <Moment at={closedAt} />.
        {waitsForReview(exclusion) && reviewDueAt && (
          <>
            {' '}
            The chair looks at it, or somebody of another agency where the chair cannot:{' '}
            <Due at={reviewDueAt} />.
          </>
        )}
        {reviewed && (
          <>
            {' '}
            {exclusionReviewWords[reviewed.review]}: {reviewed.by}, <Moment at={reviewed.at} />, “
            {reviewed.words}”.
          </>
        )}
        {ended && (
          <>
            {' '}
            Opened again by {ended.by}, <Moment at={ended.at} />: “{ended.words}”.
          </>
        )}
      </p>
      {whyNotReview(exclusion) === null && <Review exclusion={exclusion} />}
      {whyNotEndExclusion(exclusion) === null && (
        <Details summary={`Open it to ${name} again`}>
          <OpenAgain exclusion={exclusion} />
        </Details>
      )}
    </div>
  )
}

function Review({ exclusion: { id, version } }: { exclusion: Exclusion }) {
  const { field, done, ...form } = useForm(reviewExclusion, {
    ...useKeptTyping(`exclusion review ${id}`, 'What becomes of a closing, not decided yet', {
      review: '' as ExclusionReview | '',
      words: '',
    }),
    needed: { review: 'Say what becomes of it', words: 'Say why' },
    said: (body) => ({ params: { exclusionId: id }, body, version }),
    under: `/review/${id}`,
  })
  if (done) return <NotificationBanner success>What you decide is recorded</NotificationBanner>
  return (
    <Form form={form} className="app-narrow">
      <Radios {...field('review')} label="What becomes of it?" options={optionsOf(exclusionReviewWords)} />
      <Textarea {...field('words')} label="Why?" rows={2} />
      <Button busy={form.busy}>Record what you decide</Button>
    </Form>
  )
}

function OpenAgain({ exclusion: { id, version } }: { exclusion: Exclusion }) {
  const { field, ...form } = useForm(endExclusion, {
    ...useKeptTyping(`exclusion ends ${id}`, 'Why a case is opened again, not sent yet', { words: '' }),
    needed: { words: 'Say why' },
    said: (body) => ({ params: { exclusionId: id }, body, version }),
    under: `/open-again/${id}`,
  })
  return (
    <Form form={form}>
      <Textarea {...field('words')} label="Why?" rows={2} />
      <Button variant="secondary" busy={form.busy}>
        Open it again
      </Button>
    </Form>
  )
}
