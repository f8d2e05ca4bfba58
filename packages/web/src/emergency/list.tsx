import { listMeetings } from '@alongside/shared/meetings/addresses'
import { Link } from '@tanstack/react-router'
import { useRead } from '../client/hooks.ts'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'

/** MTG-5: of those whose case one may see; where there is none, nothing says that there might be. */
export function EmergencyList({ past }: { past: boolean }) {
  const { data } = useRead(listMeetings, { query: { kind: 'emergency' } })
  const shown = data?.items.filter(({ state }) => (state === 'closed') === past) ?? []
  if (shown.length === 0) return null
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Emergency meetings</h2>
      <ul className="govuk-list">
        {shown.map(({ id, startsAt, state, caseReference }) => (
          <li key={id}>
            <Link {...paths.meeting(id)} className="govuk-link">
              <Moment at={startsAt} />
              {caseReference && `, ${caseReference}`}
            </Link>
            {state === 'open' && ', open now'}
          </li>
        ))}
      </ul>
    </section>
  )
}
