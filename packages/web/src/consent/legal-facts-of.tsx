import { listLegalFacts } from '@alongside/shared/partnerships/addresses'
import { useRead } from '../client/hooks.ts'
import { InsetText } from '../ui/inset-text.tsx'

/** CON-6: what the law makes of the agencies that it is shared with, where its basis is chosen; of those that have said. */
export function LegalFactsOf({ agencies }: { agencies: readonly string[] }) {
  const read = useRead(listLegalFacts, {}, { enabled: agencies.length > 0 })
  const said = read.data?.items.filter(({ agencyId }) => agencies.includes(agencyId)) ?? []
  if (said.length === 0) return null
  return (
    <InsetText>
      <ul className="govuk-list">
        {said.map((facts) => (
          <li key={facts.agencyId}>
            <strong>{facts.agencyName}</strong>:{' '}
            {[
              facts.publicBody ? `a public body (${facts.function})` : 'no public body',
              facts.relevantAuthority && 'a relevant authority (Crime and Disorder Act 1998, s. 115)',
              facts.competentAuthority && 'a competent authority (Data Protection Act 2018, Part 3)',
              facts.dutyOfConfidence && `owes confidence: ${facts.dutyOfConfidence}`,
            ]
              .filter(Boolean)
              .join('; ')}
          </li>
        ))}
      </ul>
    </InsetText>
  )
}
