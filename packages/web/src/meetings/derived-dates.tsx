import { type DerivedDate, derivedDates } from '@alongside/shared/meetings/dates'
import type { MeetingSummary } from '@alongside/shared/meetings/schema'
import { useCalendar } from '../session/partnership.ts'
import { Due } from '../time/due.tsx'
import { useNow } from '../time/now.ts'
import { dateWords } from '../time/words.ts'
import { SummaryList } from '../ui/summary-list.tsx'
import { Tag } from '../ui/tag.tsx'
import { dateNames, dateTag, doneWords, whenWords } from './date-words.ts'

/** MTG-2: the dates that follow from the meeting's, each with where it stands: coming, to do, kept or missed. */
export function DerivedDates({ meeting }: { meeting: MeetingSummary }) {
  return <Dates dates={derivedDates(meeting, useNow().toString())} />
}

/** Of them what is to be done now, what was not done in its time, and what comes next. */
export function NextSteps({ meeting }: { meeting: MeetingSummary }) {
  const dates = derivedDates(meeting, useNow().toString()).filter(({ doneAt }) => !doneAt)
  const next = dates.find(({ state }) => state === 'coming')
  return (
    <Dates dates={dates.filter((one) => one === next || one.state === 'now' || one.state === 'missed')} />
  )
}

function Dates({ dates }: { dates: readonly DerivedDate[] }) {
  return (
    <SummaryList
      rows={dates.map((date) => ({ key: dateNames[date.name], value: <DateAndState date={date} /> }))}
    />
  )
}

function DateAndState({ date }: { date: DerivedDate }) {
  const calendar = useCalendar()
  const done = doneWords(calendar, date)
  const isRunning = !date.doneAt && (date.state === 'coming' || date.state === 'now')
  const { words, colour } = dateTag(date)
  return (
    <>
      {isRunning && date.name !== 'confirmation' ? <Due at={date.by} /> : whenWords(calendar, date)}{' '}
      <Tag colour={colour}>{words}</Tag>
      {done && <span className="app-quiet"> {done}</span>}
    </>
  )
}

/** One of them, short, for a table. */
export function ShortDate({ meeting, name }: { meeting: MeetingSummary; name: DerivedDate['name'] }) {
  const calendar = useCalendar()
  const date = derivedDates(meeting, useNow().toString()).find((one) => one.name === name)
  if (!date) return null
  const { words, colour } = dateTag(date)
  const day = (at: string) =>
    dateWords(Temporal.Instant.from(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate().toString())
  return (
    <span>
      {name === 'confirmation' && `${day(date.from)} to `}
      {day(date.by)} {date.state !== 'coming' && <Tag colour={colour}>{words}</Tag>}
    </span>
  )
}
