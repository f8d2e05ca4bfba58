import { readOnCall } from '@alongside/shared/oncall/addresses'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { Telephone } from '../oncall/telephone.tsx'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'

/** Whom to ring now, of every agency that says so. */
export function WhoAnswers() {
  const lists = useRead(readOnCall, {})
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Who answers now</h2>
      <Awaited read={lists} label="Loading who answers now" lines={3}>
        {({ items }) => {
          const now = items.flatMap(({ agencyName, entries }) =>
            entries.filter(({ answersNow }) => answersNow).map((entry) => ({ ...entry, agencyName })),
          )
          return now.length === 0 ? (
            <p className="govuk-body">Nobody is written down for this hour.</p>
          ) : (
            <ul className="govuk-list">
              {now.map(({ id, name, agencyName, telephone }) => (
                <li key={id}>
                  {name}, {agencyName}: <Telephone number={telephone} />
                </li>
              ))}
            </ul>
          )
        }}
      </Awaited>
      <p className="govuk-body">
        <Link {...paths.onCall} className="govuk-link">
          Everybody who is on call
        </Link>
      </p>
    </section>
  )
}
