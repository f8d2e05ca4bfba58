import type { MyWork } from '@alongside/shared/work/contract'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { Moment } from '../time/moment.tsx'

/** MTG-8: minutes that the agency has not acknowledged yet. */
export function ToAcknowledge({ minutes }: { minutes: MyWork['minutesToAcknowledge'] }) {
  return (
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
  )
}
