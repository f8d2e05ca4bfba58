import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { FoldedSection } from '../work/section.tsx'

export const minutesWork: Shown<'minutesToAcknowledge'> = {
  /** MTG-8: minutes that the agency has not acknowledged yet. */
  minutesToAcknowledge: (minutes) => (
    <FoldedSection title="Minutes to acknowledge" count={minutes.length}>
      <ul className="govuk-list app-work-list">
        {minutes.map(({ meetingId, meetingStartsAt, version, distributedAt }) => (
          <li key={meetingId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.minutes(meetingId)} className="govuk-link">
                Minutes of the meeting of <Moment at={meetingStartsAt} />
                {version > 1 && ', corrected'}
              </Link>
            </span>
            <span className="app-work-list__when">
              Distributed <Moment at={distributedAt} />
            </span>
          </li>
        ))}
      </ul>
    </FoldedSection>
  ),
}
