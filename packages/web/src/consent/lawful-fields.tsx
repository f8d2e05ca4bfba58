import type { FactsOf } from '@alongside/shared/consent/lawful'
import type { LawfulAnswers } from '@alongside/shared/consent/lawful-schema'
import { purposeTitle } from '@alongside/shared/consent/lawful-words'
import { listLegalFacts } from '@alongside/shared/partnerships/addresses'
import { useRead } from '../client/hooks.ts'
import { useSession } from '../session/session.tsx'
import { Button } from '../ui/button.tsx'
import { Details } from '../ui/details.tsx'
import { BasisFields, proposalFor } from './basis-fields.tsx'

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
  const { own, factsOf } = useLegalFacts(receiving.length > 0)
  const others = receiving.filter(({ id }) => id !== own)
  if (others.length === 0) return null
  const unnamed = others.map(({ id }) => id).filter((id) => lawful.every(({ agencyId }) => agencyId !== id))
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">What sharing rests on in law</h2>
      <p className="govuk-body">
        Her say is a promise to her, and we keep it. The law rests on something of its own: say for each
        agency what it is for, and look at what is proposed. Until your data protection lead has confirmed the
        list of purposes it is a starter.
      </p>
      {others.map(({ id, name }) => {
        const named = lawful.flatMap((row, index) => (row.agencyId === id ? [{ row, index }] : []))
        // Where it would stand: each has fields of its own, also before it is sent.
        const rows =
          named.length > 0 ? named : [{ row: { agencyId: id }, index: lawful.length + unnamed.indexOf(id) }]
        return (
          <div key={id}>
            {rows.map(({ row, index }, n) => (
              <OneBasis
                key={n}
                at={`${at}/${index}`}
                name={name}
                answers={row}
                onChange={(next) =>
                  onChange(
                    index < lawful.length
                      ? lawful.map((one, place) => (place === index ? next : one))
                      : [...lawful, next],
                  )
                }
                errorAt={errorAt}
                sender={factsOf(own)}
                receiver={factsOf(id)}
                taken={named.flatMap((one) => (one.index !== index && one.row.purpose) || [])}
              />
            ))}
            {named.length > 0 && named.every(({ row }) => row.purpose) && (
              <Button
                type="button"
                variant="secondary"
                onClick={() => onChange([...lawful, { agencyId: id }])}
              >
                Another purpose<span className="govuk-visually-hidden"> for {name}</span>
              </Button>
            )}
          </div>
        )
      })}
    </section>
  )
}

/** What the law makes of the agencies, and which is one's own. */
export function useLegalFacts(enabled: boolean) {
  const { data } = useRead(listLegalFacts, {}, { enabled })
  const own = useSession().acting?.agencyId
  const factsOf = (agencyId: string | null | undefined): FactsOf =>
    data?.items.find((one) => one.agencyId === agencyId) ?? null
  return { own, factsOf }
}

function OneBasis(props: Parameters<typeof BasisFields>[0]) {
  const { answers, sender, receiver, name } = props
  const { stands } = proposalFor(answers, sender, receiver)
  const { purpose } = answers
  const state = stands ? 'confirmed' : purpose ? 'to be confirmed' : 'not named yet'
  return (
    <Details
      summary={`${name}${purpose ? `, ${purposeTitle(purpose).toLowerCase()}` : ''}: ${state}`}
      open={purpose !== undefined && !stands}
    >
      <BasisFields {...props} />
    </Details>
  )
}
