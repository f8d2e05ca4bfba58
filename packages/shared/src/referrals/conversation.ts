import type { Asking } from '../access.ts'
import { addWorkingDays, endOfDay, isWorkingDay, localDate, type WorkingCalendar } from '../calendar.ts'
import type { ProblemCode } from '../problems.ts'
import type { Light } from '../traffic-light/schema.ts'
import type { ResponseKind } from './conversation-schema.ts'
import { takesHerOn } from './responses.ts'
import { moves, type ReferralFacts } from './rules.ts'
import type { ReferralState } from './schema.ts'

type Facts = Pick<ReferralFacts, 'state' | 'own' | 'agencyId' | 'recipients'>

const whyNotRunning = ({ state }: Facts): ProblemCode | null =>
  (moves.respond.from as readonly ReferralState[]).includes(state) ? null : 'referral.wrong_state'

const mineOf = ({ recipients }: Facts, { agencyId }: Asking) =>
  recipients.find((one) => one.agencyId === agencyId && !one.forMeeting)

const whyNotTheirs = ({ own, agencyId }: Facts, asking: Asking): ProblemCode | null =>
  own || agencyId === asking.agencyId ? null : 'access.not_permitted'

/** REF-13: an agency that is asked asks back, one question at a time; the meeting's way of asking is to return the form (REF-5). */
export function whyNotAsk(referral: Facts, asking: Asking): ProblemCode | null {
  const mine = mineOf(referral, asking)
  if (!mine) return 'access.not_permitted'
  return whyNotRunning(referral) ?? (mine.askedAt ? 'referral.question_open' : null)
}

/** REF-13: by whoever of the referring agency knows. */
export const whyNotAnswerQuestion = (
  referral: Facts,
  asking: Asking,
  question: { answeredAt: string | null },
): ProblemCode | null =>
  whyNotTheirs(referral, asking) ??
  whyNotRunning(referral) ??
  (question.answeredAt ? 'referral.question_answered' : null)

/** REF-13: to what was submitted, for everybody who reads it. */
export const whyNotAdd = (referral: Facts, asking: Asking): ProblemCode | null =>
  whyNotTheirs(referral, asking) ?? whyNotRunning(referral)

/** REF-8: what an agency answered is put right by that agency, as often as it must be. */
export function whyNotAmend(referral: Facts, asking: Asking): ProblemCode | null {
  const mine = mineOf(referral, asking)
  if (!mine) return 'access.not_permitted'
  return whyNotRunning(referral) ?? (mine.respondedAt ? null : 'referral.wrong_state')
}

/** REF-13: a red clock rests only for who says what is done meanwhile. */
export const mustSayMeanwhile = (light: Light | null): boolean => light === 'red'

/**
 * REF-8: everybody has answered, at least one agency among them, and nobody takes her on. A question is no answer. Who may not read her
 * any more does not have her, and is waited for by nobody: not an agency that she refuses, nor one that has left.
 */
export const nobodyHasHer = (
  recipients: readonly { forMeeting: boolean; response: ResponseKind | null; reads: boolean }[],
): boolean =>
  recipients.some(({ forMeeting }) => !forMeeting) &&
  recipients.every(({ response, reads }) => response !== null || !reads) &&
  !recipients.some(({ response, reads }) => reads && response !== null && takesHerOn(response))

/** REF-8: by when the coordinator has found who helps: of a red referral at once, else by the end of the next working day. */
export const helpDue = (calendar: WorkingCalendar, light: Light, now: string): string =>
  light === 'red'
    ? now
    : endOfDay(
        calendar,
        addWorkingDays(calendar, localDate(calendar, Temporal.Instant.from(now)), 1),
      ).toString()

/** REF-8: it was marked that nobody has her, and nobody has said yet what is done about it. */
export const whyNotSettle = ({ unhelpedAt }: { unhelpedAt: string | null }): ProblemCode | null =>
  unhelpedAt === null ? 'referral.wrong_state' : null

interface Waiting extends Pick<Facts, 'state' | 'recipients'> {
  light: Light | null
  submittedAt: string | null
  dueAt: string | null
}

/** REF-13: half of a red clock is over, and nobody has answered or asked: it is time to ring. */
export const isHalfOver = ({ state, light, recipients, submittedAt, dueAt }: Waiting, now: string): boolean =>
  light === 'red' &&
  whyNotHalf(state) &&
  recipients.length > 0 &&
  recipients.every(({ respondedAt, askedAt }) => !respondedAt && !askedAt) &&
  submittedAt !== null &&
  dueAt !== null &&
  Date.parse(now) >= (Date.parse(submittedAt) + Date.parse(dueAt)) / 2

/** In which a red clock may be half over. */
export const halfOverStates: readonly ReferralState[] = moves.accept.from
const whyNotHalf = (state: ReferralState) => halfOverStates.includes(state)

/** REF-13: when offices are shut, by the partnership's clock: from 17:00 to 09:00, at weekends and on bank holidays. */
export function officesAreShut(calendar: WorkingCalendar, now: string): boolean {
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(calendar.timeZone)
  return !isWorkingDay(calendar, local.toPlainDate()) || local.hour < 9 || local.hour >= 17
}
