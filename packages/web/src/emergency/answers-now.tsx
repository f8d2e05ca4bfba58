import type { EmergencyPlan } from '@alongside/shared/emergency/contract'
import { Moment } from '../time/moment.tsx'
import { Telephone } from '../ui/telephone.tsx'

/** MTG-5: whom one can ring this minute, of agencies that may see the case. */
export function AnswersNow({ plan: { agencies } }: { plan: EmergencyPlan }) {
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Who answers now</h2>
      <p className="govuk-body">Ring first. No meeting is a reason to wait: what has been done already?</p>
      <ul className="govuk-list">
        {agencies.map(({ agencyId, agencyName, onCall, onCallCheckedAt }) => (
          <li key={agencyId}>
            <strong>{agencyName}</strong>
            {onCall.length === 0 && ': nobody is on call now'}
            {onCall.map(({ onCallId, name, telephone }) => (
              <span key={onCallId} className="app-address">
                {' '}
                {name}, <Telephone number={telephone} />
              </span>
            ))}
            {onCallCheckedAt && (
              <span className="app-quiet">
                {' '}
                Last checked <Moment at={onCallCheckedAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
