import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Due } from '../time/due.tsx'
import { Moment } from '../time/moment.tsx'
import { dateWords } from '../time/words.ts'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const harmWork: Shown<'conflictChecks' | 'exclusionsToReview'> = {
  /** HRM-1: one line a person, by the case alone. */
  conflictChecks: (checks) => (
    <Section title="Is somebody known to your agency?">
      <ul className="govuk-list app-work-list">
        {checks.map(({ personId, reference, askedAt, packOn }) => (
          <li key={personId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.conflictChecks} className="govuk-link">
                {reference}
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
  exclusionsToReview: (exclusions) => (
    <Section title="Closed to somebody who was not told: for you to look at">
      <ul className="govuk-list app-work-list">
        {exclusions.map(({ id, caseId, caseReference, reviewDueAt }) => (
          <li key={id} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.caseSection(caseId, 'people-who-harm')} className="govuk-link">
                {caseReference}
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
