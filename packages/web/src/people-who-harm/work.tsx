import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'
import { Whose } from '../work/whose.tsx'

export const harmWork: Shown<'conflictChecks' | 'conflictsToSettle' | 'exclusionsToReview'> = {
  /** HRM-1: one line a person, by the case alone. */
  conflictChecks: (checks) => (
    <Section title="Is somebody known to your agency?">
      <ul className="govuk-list app-work-list">
        {checks.map(({ personId, reference, askedAt, packOn }) => (
          <li key={personId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.conflictChecks} className="govuk-link">
                <Whose reference={reference} />
              </Link>
            </span>
            <span className="app-work-list__when">
              {packOn ? (
                `Before papers go out on ${dateWords(packOn)}`
              ) : (
                <>
                  Asked <Moment at={askedAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
  /** HRM-1: by the case and the agency alone; whom it knows stands on the case. */
  conflictsToSettle: (conflicts) => (
    <Section title="An agency knows somebody on a case, and reads no more until you let it">
      <ul className="govuk-list app-work-list">
        {conflicts.map(({ personId, agencyId, caseId, reference, agencyName, answeredAt }) => (
          <li key={`${personId} ${agencyId}`} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'people-who-harm')} className="govuk-link">
                <Whose reference={reference} />: {agencyName}
              </Link>
            </span>
            <span className="app-work-list__when">
              Answered <Moment at={answeredAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
  exclusionsToReview: (exclusions) => (
    <Section title="Closed to somebody who was not told: for you to look at">
      <ul className="govuk-list app-work-list">
        {exclusions.map(({ id, caseId, caseReference, reviewDueAt }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'people-who-harm')} className="govuk-link">
                <Whose reference={caseReference} />
              </Link>
            </span>
            {reviewDueAt && (
              <span className="app-work-list__when">
                <Due at={reviewDueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  ),
}
