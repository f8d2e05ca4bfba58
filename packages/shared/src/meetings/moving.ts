import { isWorkingDay, type WorkingCalendar } from '../calendar.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import { type MeetingPlan, whyNotInMeeting } from './rules.ts'
import type { MeetingSummary } from './schema.ts'

/** Why this meeting cannot be confirmed now; null when it can. Late is better than never: until it opens. */
export function whyNotConfirm(
  {
    state,
    confirmedAt,
    confirmationFrom,
    agendaPublishedAt,
  }: Pick<MeetingSummary, 'state' | 'confirmedAt' | 'confirmationFrom' | 'agendaPublishedAt'>,
  now: string,
): ProblemCode | null {
  const refused = whyNotInMeeting('settle', state)
  if (refused) return refused
  if (confirmedAt) return 'meeting.confirmed'
  if (Temporal.Instant.compare(now, confirmationFrom) < 0) return 'meeting.too_early'
  return agendaPublishedAt ? null : 'meeting.agenda_unpublished'
}

type Held = Pick<MeetingSummary, 'mode' | 'venue' | 'joining'>

/** MTG-2: what a confirmed meeting lacks: a place where people come, a link or number where they join; hybrid both. */
export function placeFaults({ mode, venue, joining }: Held): Fault[] {
  const faults: Fault[] = []
  if ((mode === 'in_person' || mode === 'hybrid') && venue.trim() === '')
    faults.push({ pointer: '/venue', code: 'missing', detail: 'Say where people meet' })
  if (mode !== 'in_person' && joining.trim() === '')
    faults.push({
      pointer: '/joining',
      code: 'missing',
      detail: 'Give the link or number by which people join',
    })
  return faults
}

export const deadlinesOfMeeting = ['referrals', 'confirmation', 'pack'] as const
type Deadline = (typeof deadlinesOfMeeting)[number]

/**
 * MTG-2: which of its deadlines a meeting would have missed already if it moved there. Referrals that have closed, and a pack that
 * has gone round, were in time; a place is confirmed anew.
 */
export function missedByMoving(
  planned: Pick<MeetingPlan, 'referralsBy' | 'confirmationUntil' | 'packBy'>,
  now: Pick<MeetingSummary, 'referralsBy' | 'packCirculatedAt'>,
  at: string,
): Deadline[] {
  const over = (deadline: string) => Temporal.Instant.compare(deadline, at) < 0
  return deadlinesOfMeeting.filter(
    (name) =>
      ({
        referrals: over(planned.referralsBy) && !over(now.referralsBy),
        confirmation: over(planned.confirmationUntil),
        pack: over(planned.packBy) && now.packCirculatedAt === null,
      })[name],
  )
}

/** MTG-2: why a move needs a recorded exception, at its place in the request: what it would miss. Empty: it needs none. */
export const exceptionFaults = (missed: readonly Deadline[]): Fault[] =>
  missed.map((name) => ({ pointer: '/exception', code: `missed_${name}`, detail: missedWords[name] }))

const missedWords = {
  referrals: 'Referrals would be closed already: nobody could send another',
  confirmation: 'The week in which place and date are confirmed would be over',
  pack: 'Papers would be late: less than 3 working days are left to read them',
} as const satisfies Record<Deadline, string>

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/**
 * What stands in the way of moving a meeting there, at its place in the request; null when nothing does.
 * `taken`: the local dates of the partnership's other meetings.
 */
export function whyNotMoveTo(
  calendar: WorkingCalendar,
  { date, startsAt }: Pick<MeetingPlan, 'date' | 'startsAt'>,
  taken: readonly string[],
  now: string,
): Fault | null {
  const day = Temporal.PlainDate.from(date)
  const fault = (code: string, detail: string) => ({ pointer: '/date', code, detail })
  if (Temporal.Instant.compare(startsAt, now) <= 0) return fault('past', 'is over already')
  if (day.dayOfWeek > 5) return fault('weekend', `is a ${weekdays[day.dayOfWeek - 1]}`)
  if (!isWorkingDay(calendar, day))
    return fault('bank_holiday', `is a bank holiday: ${weekdays[day.dayOfWeek - 1]} ${date}`)
  return taken.includes(date) ? fault('taken', 'is the day of another meeting') : null
}
