import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

export const roomWork: Shown<'deputiesNeeded'> = {
  /** ACC-9: a case that neither chair nor coordinator may hear, without a word of it. */
  deputiesNeeded: (meetings) => (
    <Section title="A deputy is needed">
      <ul className="govuk-list app-work-list">
        {meetings.map(({ meetingId, meetingStartsAt }) => (
          <li key={meetingId} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.meeting(meetingId)} className="govuk-link">
                Meeting of <Moment at={meetingStartsAt} />
              </Link>
              : a case that is not yours to hear has nobody to chair it.
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
}
