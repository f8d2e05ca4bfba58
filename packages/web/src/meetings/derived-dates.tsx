import type { MeetingSummary } from '@alongside/shared/meetings/contract'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { useNow } from '../time/now.ts'
import { dayWords } from '../time/words.ts'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { stageOf } from './stages.ts'

/** MTG-2: the dates that follow from the meeting's, each with where it stands. */
export function DerivedDates({ meeting }: { meeting: MeetingSummary }) {
  const calendar = useCalendar()
  const now = useNow()
  const confirmation = stageOf(meeting.confirmationFrom, meeting.confirmationUntil, now)
  return (
    <SummaryList
      rows={[
        { key: 'Referrals in', value: <Until at={meeting.referralsBy} now={now} /> },
        {
          key: 'Place, date and time confirmed',
          value: (
            <>
              {dayWords(calendar, meeting.confirmationFrom)} to{' '}
              {dayWords(calendar, meeting.confirmationUntil)} <StageTag stage={confirmation} />
            </>
          ),
        },
        { key: 'Papers out', value: <Until at={meeting.packBy} now={now} /> },
      ]}
    />
  )
}

function Until({ at, now }: { at: string; now: Temporal.Instant }) {
  const calendar = useCalendar()
  if (stageOf(at, at, now) === 'past')
    return (
      <>
        by {dayWords(calendar, at)}, end of day <StageTag stage="past" />
      </>
    )
  return <Due at={at} />
}

function StageTag({ stage }: { stage: ReturnType<typeof stageOf> }) {
  if (stage === 'now') return <Tag colour="teal">This week</Tag>
  return stage === 'past' ? <Tag colour="grey">Past</Tag> : <Tag colour="blue">Coming</Tag>
}
