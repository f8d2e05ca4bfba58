import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'
import type { Shown } from '../work/lists.ts'
import { Section } from '../work/section.tsx'

const needWords = {
  deputy: ': a case that is not yours to hear has nobody to chair it.',
  meeting:
    ': nobody who comes could chair a case that is not yours to hear, and no later meeting that is planned has a place for it. Plan one.',
  emergency:
    ': an emergency that neither chair nor coordinator may know of. Name who chairs it; it can be you.',
} as const

export const roomWork: Shown<'deputiesNeeded'> = {
  /** ACC-9: a case that neither chair nor coordinator may hear, without a word of it; an emergency of one. */
  deputiesNeeded: (meetings) => (
    <Section title="Nobody to chair a case">
      <ul className="govuk-list app-work-list">
        {meetings.map(({ meetingId, meetingStartsAt, needs }) => (
          <li key={`${meetingId} ${needs}`} className="app-work-list__item">
            <span className="app-work-list__what">
              <Link {...paths.meeting(meetingId)} className="govuk-link">
                Meeting of <Moment at={meetingStartsAt} />
              </Link>
              {needWords[needs]}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  ),
}
