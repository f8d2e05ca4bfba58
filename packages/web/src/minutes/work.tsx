import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import { Folded } from '../work/folded.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const minutesWork: Shown<'minutesToAcknowledge'> = {
  /** MTG-8: minutes that the agency has not acknowledged yet. */
  minutesToAcknowledge: (minutes) => (
    <Section title="Minutes to acknowledge">
      <Folded of={minutes} rest={(count) => `${count} older minutes`}>
        {(shown) => (
          <ul className="govuk-list app-work-list">
            {shown.map(({ meetingId, meetingStartsAt, version, distributedAt }) => (
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
        )}
      </Folded>
    </Section>
  ),
}
