import type { MeetingSummary } from '@alongside/shared/meetings/schema'
import { modeWords } from '@alongside/shared/meetings/words'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { useCalendar } from '../session/partnership.ts'
import { useCan } from '../session/session.tsx'
import { useNow } from '../time/now.ts'
import { dayWords, timeWords } from '../time/words.ts'
import { ButtonLink } from '../ui/button-link.tsx'
import { NextSteps } from './derived-dates.tsx'
import { isSigningTime } from './stages.ts'

/** The next meeting on the landing page; asks for the signature when it is near or open. */
export function NextMeeting({ meeting }: { meeting: MeetingSummary }) {
  const calendar = useCalendar()
  const now = useNow()
  const mayRead = useCan('meetings:read')
  const when = `${dayWords(calendar, meeting.startsAt)}, ${timeWords(calendar, meeting.startsAt)}`
  return (
    <section className="app-section">
      <h2 className="govuk-heading-m">Next meeting</h2>
      <p className="govuk-body">
        {mayRead ? (
          <Link {...paths.meeting(meeting.id)} className="govuk-link">
            {when}
          </Link>
        ) : (
          when
        )}
        , {modeWords[meeting.mode]}
        {meeting.venue && `, ${meeting.venue}`}
        {meeting.state === 'open' && <strong> — open now</strong>}
      </p>
      <NextSteps meeting={meeting} />
      {mayRead && !meeting.signedByMe && isSigningTime(meeting, now) && (
        <ButtonLink>
          <Link {...paths.meeting(meeting.id)}>Sign the confidentiality agreement</Link>
        </ButtonLink>
      )}
    </section>
  )
}
