import { previewReferral } from '@alongside/shared/referrals/addresses'
import { useRead } from '../client/hooks.ts'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { dayWords } from '../time/words.ts'
import { InsetText } from '../ui/inset-text.tsx'
import { Loading } from '../ui/loading.tsx'
import { useDraft } from './draft-context.tsx'

/** REF-9: which meeting this referral will make, before it is submitted. */
export function MeetingForecast() {
  const { referral } = useDraft()
  const calendar = useCalendar()
  const { data, isPending } = useRead(previewReferral, { params: { referralId: referral.id } })
  // Its place is kept: what stands below is the button that submits, and must not move away from under a finger.
  if (isPending)
    return (
      <InsetText>
        <Loading label="Looking for the meeting that it makes" lines={2} />
      </InsetText>
    )
  if (!data) return null
  const { meeting, earlierMeeting } = data
  if (!meeting)
    return (
      <InsetText>
        No meeting is planned that this referral could make. The coordinator will set one.
      </InsetText>
    )
  return (
    <InsetText>
      <p className="govuk-body">
        Submitted now, it makes the meeting of <strong>{dayWords(calendar, meeting.startsAt)}</strong>.
        Referrals for it close <Due at={meeting.referralsBy} />.
      </p>
      {earlierMeeting && (
        <p className="govuk-body">
          The meeting of {dayWords(calendar, earlierMeeting.startsAt)} closed its referrals on{' '}
          {dayWords(calendar, earlierMeeting.referralsBy)}.
        </p>
      )}
    </InsetText>
  )
}
