import type { Meeting } from '../meetings/schema.ts'
import type { AgendaItem } from './schema.ts'

type Line = Pick<Meeting['agenda'][number], 'minutes' | 'spentSeconds' | 'runningSince'> & {
  state: AgendaItem['state']
}

/** The last part of an item's time, in seconds, in which the room is told that it ends; a third of it where it is short. */
const lastSeconds = 120

const secondsBetween = (from: string, now: Temporal.Instant) =>
  Math.max(0, Math.floor((now.epochMilliseconds - Temporal.Instant.from(from).epochMilliseconds) / 1000))

/** Seconds for which an item has been spoken of by now. */
export const spentOn = ({ spentSeconds, runningSince }: Omit<Line, 'state'>, now: Temporal.Instant): number =>
  spentSeconds + (runningSince === null ? 0 : secondsBetween(runningSince, now))

/** Where an item stands in its time: `ending` is its last two minutes. */
export type ItemTime = 'not begun' | 'within' | 'ending' | 'over'

export function timeOf(line: Line, now: Temporal.Instant): ItemTime {
  const spent = spentOn(line, now)
  const planned = line.minutes * 60
  if (spent === 0 && line.runningSince === null) return 'not begun'
  if (spent > planned) return 'over'
  return spent >= planned - Math.min(lastSeconds, planned / 3) ? 'ending' : 'within'
}

export interface MeetingTime {
  /** Seconds: of all items, of what was spoken of, of what is still to come. */
  planned: number
  spent: number
  left: number
  /** Seconds by which it will end after its planned end if every item left takes just its time; negative: before it. */
  late: number
}

/** How a meeting stands in its time, by the items that the reader sees: whole for who coordinates (MTG-3, MTG-7). */
export function meetingTime(
  { startsAt, agenda }: { startsAt: string; agenda: readonly Line[] },
  now: Temporal.Instant,
): MeetingTime {
  const sum = (of: (line: Line) => number) => agenda.reduce((total, line) => total + of(line), 0)
  const planned = sum(({ minutes }) => minutes * 60)
  const left = sum((line) =>
    line.state === 'listed' ? Math.max(0, line.minutes * 60 - spentOn(line, now)) : 0,
  )
  const sinceStart = Math.floor(
    (now.epochMilliseconds - Temporal.Instant.from(startsAt).epochMilliseconds) / 1000,
  )
  return { planned, spent: sum((line) => spentOn(line, now)), left, late: sinceStart + left - planned }
}
