import type { ConsentAnswers } from '@alongside/shared/consent/schema'
import { howWords, throughWords } from '@alongside/shared/consent/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { answered } from './answered.ts'

type Props = {
  /** JSON pointer of the record in the body: '' when it is the whole body, '/consent/given' in a referral. */
  at: string
  answers: ConsentAnswers
  onChange: (answers: ConsentAnswers) => void
  agencies: readonly { id: string; name: string }[]
  /** The problem's words for the field at this pointer. */
  errorAt: (pointer: string) => string | undefined
}

/** CON-1: what consent is, as a record. An agency in neither list was not asked about, and gets nothing. */
export function ConsentFields({ at, answers, onChange, agencies, errorAt }: Props) {
  const field = (key: keyof ConsentAnswers) => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const set =
    <Key extends keyof ConsentAnswers>(key: Key) =>
    (value: ConsentAnswers[Key]) =>
      onChange(answered(answers, key, value))
  const agreed = answers.agreedAgencies ?? []
  const refused = answers.refusedAgencies ?? []
  return (
    <>
      <p className="govuk-body">
        <Link {...paths.papersForHer} className="govuk-link">
          An information sheet and a consent form for her, to read together or print
        </Link>
      </p>
      <Textarea
        {...field('explained')}
        label="What was explained to her?"
        hint="Who meets and what for, what is written down, that she can say no, and that she can stop it at any time."
        rows={3}
        value={answers.explained ?? ''}
        onChange={set('explained')}
      />
      <Textarea
        {...field('shared')}
        label="What does she agree to share?"
        rows={3}
        value={answers.shared ?? ''}
        onChange={set('shared')}
      />
      <Checkboxes
        {...field('agreedAgencies')}
        label="Which agencies does she agree to?"
        hint="Each of these sees her case from the moment this is recorded."
        options={agencies
          .filter(({ id }) => !refused.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={agreed}
        onChange={set('agreedAgencies')}
        small
      />
      <Checkboxes
        {...field('refusedAgencies')}
        label="Which agencies does she not agree to?"
        hint="Leave an agency out of both lists if it was not spoken about. It sees nothing either way."
        options={agencies
          .filter(({ id }) => !agreed.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={refused}
        onChange={set('refusedAgencies')}
        small
      />
      <Textarea
        {...field('limits')}
        label="Is there anything it must not be used for? (optional)"
        hint="For example, that nothing goes to immigration enforcement."
        rows={2}
        value={answers.limits ?? ''}
        onChange={set('limits')}
      />
      <Radios
        {...field('how')}
        label="How did she give it?"
        inline
        options={optionsOf(howWords)}
        value={answers.how}
        onChange={set('how')}
      />
      <Radios
        {...field('through')}
        label="Did anyone help her to understand and be understood?"
        options={optionsOf(throughWords)}
        value={answers.through}
        onChange={set('through')}
      />
      <TextInput
        {...field('takenBy')}
        label="Who took her consent?"
        hint="The worker’s name."
        width={20}
        autoComplete="off"
        value={answers.takenBy ?? ''}
        onChange={set('takenBy')}
      />
      {(answers.how === 'in_writing' || answers.paperNumber !== undefined) && (
        <TextInput
          {...field('paperNumber')}
          limit={40}
          label="Which number is on the paper? (optional)"
          hint="At the foot of the printed form, with its version."
          width={20}
          autoComplete="off"
          value={answers.paperNumber ?? ''}
          onChange={set('paperNumber')}
        />
      )}
      <DateInput
        {...field('givenOn')}
        label="When did she give it?"
        hint="For example, 31 3 2026"
        value={answers.givenOn ?? ''}
        onChange={set('givenOn')}
      />
      <DateInput
        {...field('until')}
        label="Until when does it hold?"
        hint="12 months at most. Sharing that rests on it ends at the end of that day."
        value={answers.until ?? ''}
        onChange={set('until')}
      />
      <DateInput
        {...field('reviewOn')}
        label="When is she asked again? (optional)"
        hint="While it still holds. Two weeks before its last day you are reminded in any case."
        value={answers.reviewOn ?? ''}
        onChange={set('reviewOn')}
      />
    </>
  )
}
