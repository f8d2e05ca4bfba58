import { basisInWords, type FactsOf, proposeBasis, sharingPurposes } from '@alongside/shared/consent/lawful'
import type { LawfulAnswers } from '@alongside/shared/consent/lawful-schema'
import { listLegalFacts } from '@alongside/shared/partnerships/addresses'
import { useRead } from '../client/hooks.ts'
import { useSession } from '../session/session.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Details } from '../ui/details.tsx'
import { InsetText } from '../ui/inset-text.tsx'
import { Radios } from '../ui/radios.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { answered } from './answered.ts'

interface Props {
  at: string
  lawful: readonly LawfulAnswers[]
  onChange: (lawful: LawfulAnswers[]) => void
  /** With whom it is shared. */
  receiving: readonly { id: string; name: string }[]
  errorAt: (pointer: string) => string | undefined
}

/** CON-6: her say is one thing, what the law rests on another. The product proposes it; the worker says what it is for, and confirms. */
export function LawfulFields({ at, lawful, onChange, receiving, errorAt }: Props) {
  const { data } = useRead(listLegalFacts, {}, { enabled: receiving.length > 0 })
  const own = useSession().acting?.agencyId
  const factsOf = (agencyId: string | undefined): FactsOf =>
    data?.items.find((one) => one.agencyId === agencyId) ?? null
  const others = receiving.filter(({ id }) => id !== own)
  if (others.length === 0) return null
  const unnamed = others.map(({ id }) => id).filter((id) => lawful.every(({ agencyId }) => agencyId !== id))
  const put = (next: LawfulAnswers) =>
    onChange(
      lawful.some(({ agencyId }) => agencyId === next.agencyId)
        ? lawful.map((one) => (one.agencyId === next.agencyId ? next : one))
        : [...lawful, next],
    )
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">What sharing rests on in law</h2>
      <p className="govuk-body">
        Her say is a promise to her, and we keep it. The law rests on something of its own: say for each
        agency what it is for, and look at what is proposed. Until your data protection lead has confirmed the
        list of purposes it is a starter.
      </p>
      {others.map(({ id, name }) => {
        const index = lawful.findIndex(({ agencyId }) => agencyId === id)
        // Where it would stand: each has fields of its own, also before it is sent.
        const place = index === -1 ? lawful.length + unnamed.indexOf(id) : index
        return (
          <OneAgency
            key={id}
            at={`${at}/${place}`}
            name={name}
            answers={lawful[index] ?? { agencyId: id }}
            onChange={put}
            errorAt={errorAt}
            sender={factsOf(own)}
            receiver={factsOf(id)}
          />
        )
      })}
    </section>
  )
}

interface OneProps {
  at: string
  name: string
  answers: LawfulAnswers
  onChange: (answers: LawfulAnswers) => void
  errorAt: (pointer: string) => string | undefined
  sender: FactsOf
  receiver: FactsOf
}

function OneAgency({ at, name, answers, onChange, errorAt, sender, receiver }: OneProps) {
  const { purpose, because = '', words, confirmed = false } = answers
  const place = (key: keyof LawfulAnswers) => ({ name: `${at}/${key}`, error: errorAt(`${at}/${key}`) })
  const proposed = purpose ? proposeBasis(purpose, sender, receiver) : null
  const now = proposed && basisInWords(proposed)
  // What was confirmed stands as it was; where the law's facts are others now, it is looked at again.
  const stands = confirmed && words === now
  return (
    <Details
      summary={`${name}: ${stands ? 'confirmed' : purpose ? 'to be confirmed' : 'not named yet'}`}
      open={purpose !== undefined && !stands}
    >
      <Radios
        {...place('purpose')}
        label={`What does ${name} get it for? (optional)`}
        small
        options={sharingPurposes.map(({ code, title }) => ({ value: code, label: title }))}
        value={purpose}
        onChange={(chosen) => {
          const { confirmed: _, words: __, ...kept } = answers
          onChange({ ...kept, purpose: chosen })
        }}
      />
      {proposed && now && (
        <>
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
    </Details>
  )
}
