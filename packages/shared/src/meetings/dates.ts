import { addWorkingDays, localDate, startOfDay, type WorkingCalendar } from '../calendar.ts'
import type { MeetingSummary } from './schema.ts'

/** `now`: it can be done, and is not yet. `missed` also where it was done late: then `doneAt` says when. */
export type DateState = 'coming' | 'now' | 'kept' | 'missed'

export interface DerivedDate {
  name: 'referrals' | 'confirmation' | 'pack' | 'minutes'
  /** Instants: from when it can be done, and the last second in which it is in time. */
  from: string
  by: string
  doneAt: string | null
  state: DateState
}

type Dated = Pick<
  MeetingSummary,
  | 'startsAt'
  | 'referralsBy'
  | 'confirmationFrom'
  | 'confirmationUntil'
  | 'packBy'
  | 'minutesDueBy'
  | 'confirmedAt'
  | 'packCirculatedAt'
  | 'minutesDistributedAt'
>

const isAfter = (one: string, other: string) => Temporal.Instant.compare(one, other) > 0

function stateOf(from: string, by: string, doneAt: string | null, now: string): DateState {
  if (doneAt) return isAfter(doneAt, by) ? 'missed' : 'kept'
  if (isAfter(now, by)) return 'missed'
  return isAfter(from, now) ? 'coming' : 'now'
}

/**
 * MTG-2: the four dates that follow from the meeting's, judged. Referrals close by themselves, so that theirs is kept
 * once it has come; the pack can go out from then on, and the minutes once the meeting has begun.
 */
export function derivedDates(meeting: Dated, now: string): DerivedDate[] {
  const { startsAt, referralsBy, confirmationFrom, confirmationUntil, packBy, minutesDueBy } = meeting
  const judged = (name: DerivedDate['name'], from: string, by: string, doneAt: string | null) => ({
    name,
    from,
    by,
    doneAt,
    state: stateOf(from, by, doneAt, now),
  })
  return [
    {
      ...judged('referrals', referralsBy, referralsBy, null),
      state: isAfter(now, referralsBy) ? 'kept' : 'coming',
    },
    judged('confirmation', confirmationFrom, confirmationUntil, meeting.confirmedAt),
    judged('pack', referralsBy, packBy, meeting.packCirculatedAt),
    judged('minutes', startsAt, minutesDueBy, meeting.minutesDistributedAt),
  ]
}

export interface Warning {
  kind:
    | 'referrals_close_soon'
    | 'meeting_to_confirm'
    | 'meeting_not_confirmed_in_time'
    | 'pack_due_soon'
    | 'pack_late'
    | 'minutes_due_soon'
    | 'minutes_late'
  to: 'members' | 'coordinators'
  /** Told once for each: the kind, its stage, and the date that the meeting then had. */
  occasion: string
}

/** Hours for which what was missed is still news: who looks for the first time much later is not told of old faults. */
const newsFor = 72

const words = {
  confirmation: ['meeting_to_confirm', 'meeting_not_confirmed_in_time'],
  pack: ['pack_due_soon', 'pack_late'],
  minutes: ['minutes_due_soon', 'minutes_late'],
} as const

/** MTG-2: what of this meeting is to be warned about at `now`. The same occasions again and again: who tells, tells each once. */
export function warningsOf(calendar: WorkingCalendar, meeting: Dated, now: string): Warning[] {
  const warnings: Warning[] = []
  const warn = (kind: Warning['kind'], to: Warning['to'], stage: string) =>
    warnings.push({ kind, to, occasion: `${stage} ${meeting.startsAt}` })
  const dayOf = (due: string) => localDate(calendar, Temporal.Instant.from(due))
  const workingDaysBefore = (due: string, days: number) =>
    startOfDay(calendar, addWorkingDays(calendar, dayOf(due), -days)).toString()
  const fresh = (by: string) => !isAfter(now, Temporal.Instant.from(by).add({ hours: newsFor }).toString())

  for (const { name, from, by, doneAt, state } of derivedDates(meeting, now)) {
    if (name === 'referrals') {
      if (state === 'coming' && !isAfter(workingDaysBefore(by, 2), now))
        warn('referrals_close_soon', 'members', 'closing')
      continue
    }
    const [before, after] = words[name]
    if (doneAt) continue
    if (state === 'missed' && fresh(by)) warn(after, 'coordinators', 'missed')
    if (state !== 'now') continue
    if (name === 'confirmation') {
      warn(before, 'coordinators', 'open')
      if (!isAfter(startOfDay(calendar, dayOf(by)).toString(), now)) warn(before, 'coordinators', 'last day')
    } else if (!isAfter(workingDaysBefore(by, 1), now) && !isAfter(from, now))
      warn(before, 'coordinators', 'soon')
  }
  return warnings
}
