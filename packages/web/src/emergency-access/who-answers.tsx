import { readOnCall } from '@alongside/shared/oncall/addresses'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Awaited } from '../sending/awaited.tsx'
import { usePartnership } from '../session/partnership.ts'
import { useSession } from '../session/session.tsx'
import { Telephone } from '../ui/telephone.tsx'

interface Props {
  /** ACC-8: past her no. Whoever gains by it is of no help; the coordinating agency comes last. */
  past?: boolean
}

/** Whom to ring now, of every agency that says so. */
export function WhoAnswers({ past = false }: Props) {
  const own = useSession().acting?.agencyId
  const { coordinatingAgencyId } = usePartnership()
  const lists = useRead(readOnCall, {})
  const coordinates = ({ agencyId }: { agencyId: string }) => Number(agencyId === coordinatingAgencyId)
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Who answers now</h2>
      <Awaited read={lists} label="Loading who answers now" lines={3}>
        {({ items }) => {
          const ofHelp = past ? items.filter(({ agencyId }) => agencyId !== own) : items
          const inOrder = past ? ofHelp.toSorted((a, b) => coordinates(a) - coordinates(b)) : ofHelp
          const now = inOrder.flatMap(({ agencyName, entries }) =>
            entries.filter(({ answersNow }) => answersNow).map((entry) => ({ ...entry, agencyName })),
          )
          return now.length === 0 ? (
            <p className="govuk-body">Nobody is written down for this hour.</p>
          ) : (
            <ul className="govuk-list" aria-label={past ? 'To be rung in this order' : undefined}>
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
