import { basisInWords, type FactsOf, proposeBasis, sharingPurposes } from '@alongside/shared/consent/lawful'
import type { LawfulAnswers } from '@alongside/shared/consent/lawful-schema'
import { purposeSayWords } from '@alongside/shared/consent/lawful-words'
import { Checkbox } from '../ui/checkbox.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { optionsOf } from '../ui/options.ts'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { answered } from './answered.ts'

interface Props {
  /** JSON pointer of the basis in the body: '' where it is the whole body. */
  at: string
  /** The agency that gets it. */
  name: string
  answers: LawfulAnswers
  onChange: (answers: LawfulAnswers) => void
  errorAt: (pointer: string) => string | undefined
  sender: FactsOf
  receiver: FactsOf
  /** Purposes that are named elsewhere. */
  taken?: readonly string[]
}

/** The basis that is proposed for what it is for; null: nothing is chosen yet. What was confirmed stands while it is the same. */
export function proposalFor(
  { purpose, words, confirmed }: LawfulAnswers,
  sender: FactsOf,
  receiver: FactsOf,
) {
  const proposed = purpose ? proposeBasis(purpose, sender, receiver) : null
  const now = proposed && basisInWords(proposed)
  return { proposed, now, stands: confirmed === true && words === now }
}

/** CON-6: what an agency gets it for, what she says to that, and what the law rests on. */
export function BasisFields({ at, name, answers, onChange, errorAt, sender, receiver, taken = [] }: Props) {
  const { purpose, say, because = '' } = answers
  const place = (key: keyof LawfulAnswers) => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const { proposed, now, stands } = proposalFor(answers, sender, receiver)
  return (
    <>
      <Radios
        {...place('purpose')}
        label={`What does ${name} get it for? (optional)`}
        small
        options={sharingPurposes
          .filter(({ code }) => !taken.includes(code))
          .map(({ code, title }) => ({ value: code, label: title }))}
        value={purpose}
        onChange={(chosen) => {
          const { confirmed: _, words: __, ...kept } = answers
          onChange({ ...kept, purpose: chosen })
        }}
      />
      {proposed && now && (
        <>
          <Radios
            {...place('say')}
            label="What does she say to that? (optional)"
            inline
            small
            options={optionsOf(purposeSayWords)}
            value={say}
            onChange={(chosen) => onChange(answered(answers, 'say', chosen))}
          />
          <InsetText>
            <p className="govuk-body">{now}</p>
            {proposed.gaps.map((gap) => (
              <p key={gap} className="govuk-body">
                <strong>{gap}.</strong>
              </p>
            ))}
          </InsetText>
          <Textarea
            {...place('because')}
            label="How is it met?"
            hint={`Say: ${proposed.asks.join('; ')}.`}
            rows={3}
            value={because}
            onChange={(typed) => onChange(answered(answers, 'because', typed))}
          />
          <Checkbox
            {...place('confirmed')}
            label={`This is what sharing with ${name} rests on`}
            value={stands}
            onChange={(ticked) => {
              const { confirmed: _, words: __, ...kept } = answers
              onChange(ticked ? { ...kept, words: now, confirmed: true } : kept)
            }}
          />
        </>
      )}
    </>
  )
}
