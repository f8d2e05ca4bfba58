import type { Meeting } from '@alongside/shared/meetings/schema'
import { meetingTime, spentOn, timeOf } from '@alongside/shared/room/time'
import { useNow } from '../time/now.ts'
import { Tag } from '../ui/tag.tsx'
import { clockWords, minuteWords } from './time-words.ts'

type Line = Meeting['agenda'][number]
const everySecond = 1000

/** MTG-7: counts up against the minutes of the item. Changes of its standing are read out, the seconds are not. */
export function ItemClock({ line }: { line: Line }) {
  const now = useNow(everySecond)
  const standing = timeOf(line, now)
  const spent = spentOn(line, now)
  const left = Math.ceil((line.minutes * 60 - spent) / 60)
  return (
    <span className="app-clock">
      <span role="timer" aria-live="off" className="app-clock__time">
        {clockWords(spent)} of {line.minutes} minutes
      </span>{' '}
      <output>
        {standing === 'ending' && (
          <Tag colour="yellow">{left > 0 ? `${minuteWords(left)} left` : 'Time is up'}</Tag>
        )}
        {standing === 'over' && <Tag colour="red">Over its time</Tag>}
      </output>
    </span>
  )
}

/** How the whole meeting stands, for who runs it. */
export function MeetingClock({ meeting }: { meeting: Meeting }) {
  const { planned, spent, left, late } = meetingTime(meeting, useNow())
  const minutes = Math.round(late / 60)
  return (
    <p className="govuk-body app-clock">
      {minuteWords(Math.round(spent / 60))} spent of {minuteWords(Math.round(planned / 60))}, about{' '}
      {minuteWords(Math.round(left / 60))} to go.{' '}
      {minutes > 0 ? (
        <Tag colour="orange">{minuteWords(minutes)} behind</Tag>
      ) : (
        <Tag colour="green">On time</Tag>
      )}
    </p>
  )
}
