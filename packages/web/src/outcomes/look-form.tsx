import { recordOutcomes } from '@alongside/shared/outcomes/addresses'
import type { Look, Review } from '@alongside/shared/outcomes/contract'
import { whyNotRecordAs } from '@alongside/shared/outcomes/rules'
import { type Occasion, reviewOccasions } from '@alongside/shared/outcomes/values'
import { occasionWords } from '@alongside/shared/outcomes/words'
import { useState } from 'react'
import { useKept } from '../autosave/use-kept.ts'
import { Form } from '../forms/form.tsx'
import { useForm } from '../forms/use-form.ts'
import { sentence } from '../sending/refused.tsx'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { isDate, today } from '../time/local.ts'
import { Button } from '../ui/button.tsx'
import { ButtonGroup } from '../ui/button-group.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { Counts, Exit, Goals, Needs, Safety } from './questions.tsx'
import { answersOf, faultsIn, openGoals, type TypedLook, typedFrom } from './typed.ts'

interface Props {
  caseId: string
  looks: readonly Look[]
  reviews: readonly Review[]
  /** The look that is put right; its answers stand in the form. */
  replaces?: Look
  onDone: () => void
}

/** What this look may be: the latest review that can be recorded now and is not done stands first. */
function occasionsFor(reviews: readonly Review[], replaces: Look | undefined, day: string): Occasion[] {
  const open = reviewOccasions.filter(
    (occasion) =>
      occasion === replaces?.occasion ||
      (whyNotRecordAs(occasion, reviews, day) === null &&
        reviews.find((review) => review.occasion === occasion)?.state !== 'done'),
  )
  return [...open.toReversed(), 'other']
}

/** Short, and every question can be skipped. What is typed outlives a lost connection and a reload, sealed on the device. */
export function LookForm({ caseId, looks, reviews, replaces, onDone }: Props) {
  const day = today(useCalendar())
  const records = useCan('cases:record')
  const occasions = occasionsFor(reviews, replaces, day)
  // What stood in the form when it was opened, whatever is read again meanwhile.
  const [empty] = useState(() =>
    replaces
      ? typedFrom(replaces.occasion, replaces.lookedOn, replaces.answers)
      : { ...typedFrom(occasions[0] ?? 'other', day, {}), goals: openGoals(looks) },
  )
  const form = useForm(recordOutcomes, {
    start: empty,
    state: useKept<TypedLook>(
      `outcomes ${replaces?.id ?? caseId}`,
      'A look at how she is doing, not recorded yet',
      empty,
    ),
    faultsIn: (typed) =>
      isDate(typed.lookedOn)
        ? faultsIn(typed, day)
        : [{ pointer: '/lookedOn', code: 'invalid', detail: 'Give a whole date' }],
    said: (typed) => ({
      params: { caseId },
      body: {
        occasion: typed.occasion,
        lookedOn: typed.lookedOn,
        ...(replaces && { replaces: replaces.id }),
        answers: answersOf(typed),
      },
    }),
    onSuccess: onDone,
  })
  const { field } = form
  const questions = { typed: form.values, change: form.set, errorAt: form.errorAt }
  return (
    <Form form={form} className="app-narrow">
      <InsetText>
        {replaces
          ? 'What you record takes the place of the earlier answers. Those can still be read.'
          : 'Ask only what fits the moment. Every question can be skipped, and she can stop at any time.'}
      </InsetText>
      {occasions.length > 1 && (
        <Radios
          {...field('occasion')}
          label="Which look is this?"
          small
          options={occasions.map((occasion) => ({
            value: occasion,
            label: sentence(occasionWords[occasion]),
          }))}
        />
      )}
      <DateInput {...field('lookedOn')} label="When did you ask her?" />
      <Textarea
        {...field('herWords', '/answers')}
        label="How is she, in her own words? (optional)"
        labelSize="m"
        rows={3}
        error={form.errorAt('/answers') ?? form.errorAt('/answers/herWords')}
      />
      <Safety {...questions} />
      <Needs {...questions} />
      <Goals {...questions} />
      <Exit {...questions} />
      <Counts {...questions} first={looks.length === 0} />
      <ButtonGroup>
        <Button busy={form.busy} reason={records ? undefined : 'Your role does not record this.'}>
          {replaces ? 'Record what is right' : 'Record how she is doing'}
        </Button>
        <Button type="button" variant="secondary" onClick={onDone}>
          Go back without recording
        </Button>
      </ButtonGroup>
    </Form>
  )
}
