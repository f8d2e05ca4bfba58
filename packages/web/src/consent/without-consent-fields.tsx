import { asksForCapacity } from '@alongside/shared/consent/rules'
import type { WithoutConsentAnswers } from '@alongside/shared/consent/schema'
import { grounds, reasonsWithoutConsent } from '@alongside/shared/consent/values'
import { tellingWords, whyWords } from '@alongside/shared/consent/words'
import { Checkboxes } from '../ui/checkboxes.tsx'
import { DateInput } from '../ui/date-input.tsx'
import { Fieldset } from '../ui/fieldset.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { TextInput } from '../ui/text-input.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { answered } from './answered.ts'
import { LegalFactsOf } from './legal-facts-of.tsx'

type Props = {
  /** JSON pointer of the record in the body: '' when it is the whole body, '/consent/without' in a referral. */
  at: string
  answers: WithoutConsentAnswers
  onChange: (answers: WithoutConsentAnswers) => void
  agencies: readonly { id: string; name: string }[]
  /** The problem's words for the field at this pointer. */
  errorAt: (pointer: string) => string | undefined
}

/** CON-2: sharing without consent, in full; the capacity questions appear where the law asks for them (SAF-2). */
export function WithoutConsentFields({ at, answers, onChange, agencies, errorAt }: Props) {
  const field = (key: keyof WithoutConsentAnswers) => ({
    name: `${at}/${key}`,
    error: errorAt(`${at}/${key}`),
  })
  const set =
    <Key extends keyof WithoutConsentAnswers>(key: Key) =>
    (value: WithoutConsentAnswers[Key]) =>
      onChange(answered(answers, key, value))
  return (
    <>
      <InsetText>
        Sharing without consent is for when asking her would put someone at risk, or cannot be done. If she
        can be asked safely, ask her first. She is told what was shared as soon as that is safe.
      </InsetText>
      <Grounds at={at} answers={answers} onChange={onChange} errorAt={errorAt} />
      <Radios
        {...field('why')}
        label="Why could she not be asked, or why does it go ahead?"
        options={reasonsWithoutConsent.map((reason) => ({ value: reason, label: whyWords[reason] }))}
        value={answers.why}
        onChange={set('why')}
      />
      <Textarea
        {...field('whyInWords')}
        label="Say why, in your words"
        rows={3}
        value={answers.whyInWords ?? ''}
        onChange={set('whyInWords')}
      />
      {asksForCapacity(answers) && (
        <Capacity at={at} answers={answers} onChange={onChange} errorAt={errorAt} />
      )}
      <Textarea
        {...field('shared')}
        label="What is shared, and why no more than that?"
        hint="What they need to know. Alongside does not open a file in part: each agency below can read all of it, until somebody ends that. If they need one thing alone, tell them that, and open nothing."
        rows={3}
        value={answers.shared ?? ''}
        onChange={set('shared')}
      />
      <Checkboxes
        {...field('agencies')}
        label="Which agencies is it shared with?"
        hint="Only those that need it. Each sees her case from the moment this is recorded."
        options={agencies.map(({ id, name }) => ({ value: id, label: name }))}
        value={answers.agencies ?? []}
        onChange={set('agencies')}
        small
      />
      <LegalFactsOf agencies={answers.agencies ?? []} />
      <TextInput
        {...field('decidedBy')}
        label="Who decided?"
        hint="Name and post of the person who answers for this decision."
        width={20}
        autoComplete="off"
        value={answers.decidedBy ?? ''}
        onChange={set('decidedBy')}
      />
      <Radios
        {...field('telling')}
        label="Is she told?"
        options={optionsOf(tellingWords)}
        value={answers.telling}
        onChange={set('telling')}
      />
      <Textarea
        {...field('tellingInWords')}
        label="When and how, or why not?"
        rows={2}
        value={answers.tellingInWords ?? ''}
        onChange={set('tellingInWords')}
      />
      <DateInput
        {...field('reviewOn')}
        label="When is this looked at again?"
        hint="For example, 30 6 2026"
        value={answers.reviewOn ?? ''}
        onChange={set('reviewOn')}
      />
    </>
  )
}

type PartProps = Omit<Props, 'agencies'>

function Grounds({ at, answers, onChange, errorAt }: PartProps) {
  const chosen = answers.grounds ?? []
  const because = (code: string, words: string) =>
    onChange(
      answered(
        answers,
        'grounds',
        chosen.map((ground) => (ground.code === code ? answered(ground, 'because', words) : ground)),
      ),
    )
  return (
    <Checkboxes
      name={`${at}/grounds`}
      error={errorAt(`${at}/grounds`)}
      label="On which legal or safeguarding grounds?"
      hint="At least one. Say for each how it applies."
      options={grounds.map(({ code, title, legalReference, asks }) => {
        const index = chosen.findIndex((ground) => ground.code === code)
        const pointer = `${at}/grounds/${index}/because`
        return {
          value: code,
          label: title,
          hint: legalReference,
          reveal:
            index === -1 ? undefined : (
              <Textarea
                name={pointer}
                error={errorAt(pointer)}
                label="How does it apply?"
                hint={asks}
                rows={2}
                value={chosen[index]?.because ?? ''}
                onChange={(words) => because(code, words)}
              />
            ),
        }
      })}
      value={chosen.map(({ code }) => code)}
      onChange={(codes) =>
        onChange(
          answered(
            answers,
            'grounds',
            codes.map((code) => chosen.find((ground) => ground.code === code) ?? { code }),
          ),
        )
      }
    />
  )
}

function Capacity({ at, answers, onChange, errorAt }: PartProps) {
  const capacity = answers.capacity ?? {}
  const field = (key: keyof typeof capacity) => ({
    name: `${at}/capacity/${key}`,
    error: errorAt(`${at}/capacity/${key}`),
    value: capacity[key] ?? '',
    onChange: (value: string) => onChange(answered(answers, 'capacity', answered(capacity, key, value))),
  })
  return (
    <Fieldset legend="Her capacity for this decision (Mental Capacity Act 2005)" legendSize="s">
      <TextInput {...field('assessor')} label="Who assessed it?" width={20} autoComplete="off" />
      <DateInput {...field('assessedOn')} label="When?" />
      <Textarea {...field('decision')} label="For which decision?" rows={2} />
      <Textarea {...field('bestInterests')} label="How were her best interests worked out?" rows={3} />
    </Fieldset>
  )
}
