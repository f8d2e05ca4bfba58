import { type Asking, type Basis, isTrueOf } from '../access.ts'
import { responseDue, type WorkingCalendar } from '../calendar.ts'
import type { ProblemCode } from '../problems.ts'
import type { EmergencyAccess, EmergencyRequest, LimitMet } from './contract.ts'
import type { EmergencyBar } from './values.ts'

/** Letters that a reason has at the least: an emergency is told in a sentence. */
export const reasonLetters = 20

/** Within how many minutes of asking it is opened; then one asks anew, and says why anew (16_emergency-access.sql). */
export const openWithinMinutes = 15

/** ACC-7: an emergency alone opens it to be read, and to be recorded on as far as the emergency needs. */
export const isEmergencyAlone = (bases: readonly Basis[]): boolean =>
  bases.length > 0 && bases.every((basis) => basis === 'emergency_access')

/** ACC-7: why what an emergency does not need is not recorded on a case; null when it is. The database holds the same (app.may_record_on). */
export const whyNotRecordOn = (bases: readonly Basis[]): ProblemCode | null =>
  isEmergencyAlone(bases) ? 'emergency_access.read_only' : null

/** By when somebody else has looked at it: one working day (emergency-access.review). */
export const reviewDue = (calendar: WorkingCalendar, openedAt: string): string =>
  responseDue(calendar, { amount: 1, unit: 'working_days' }, Temporal.Instant.from(openedAt)).toString()

/** ACC-8, CON-3: why one person does not open it alone; null where she does. */
export function barOf(
  limits: readonly Pick<LimitMet, 'kind' | 'passed'>[],
  withdrew: boolean,
): EmergencyBar | null {
  if (limits.some(({ kind, passed }) => (kind === 'agency' || kind === 'worker') && !passed))
    return 'she_refused'
  return withdrew ? 'she_withdrew' : null
}

/** Within how many minutes somebody answers what was asked by name, at night and on a weekend too; then it goes up. */
export const answerByNameWithin = 60

/** By when somebody answers what was asked by name. */
export const answerByNameBy = (askedAt: string): string =>
  Temporal.Instant.from(askedAt).add({ minutes: answerByNameWithin }).toString()

/** Within how many hours of asking it can be answered at all; then one asks anew, and says why now (16_emergency-access.sql). */
const byNameLapsesAfter = 24

/** From when on nobody answers what was asked by name, and it waits for nobody. */
export const byNameLapsesAt = (askedAt: string): string =>
  Temporal.Instant.from(askedAt).add({ hours: byNameLapsesAfter }).toString()

/** ACC-6, ACC-7: why this person does not answer what was asked by name; null when she does, where it is hers to answer. */
export function whyNotAnswerByName(
  request: Pick<EmergencyRequest, 'accountId' | 'answeredAt' | 'lapsesAt'>,
  { accountId, now }: Pick<Now, 'accountId' | 'now'>,
): ProblemCode | null {
  if (request.answeredAt !== null || request.accountId === accountId) return 'emergency_access.answered'
  return Date.parse(now) >= Date.parse(request.lapsesAt) ? 'emergency_access.over' : null
}

/** How often somebody asks by name within an hour. */
export const asksAnHour = 5

type Access = Pick<
  EmergencyAccess,
  'accountId' | 'at' | 'openedAt' | 'until' | 'toldAt' | 'forChair' | 'reviewedAt'
>
/** Who asks, and when: an instant. */
interface Now extends Pick<Asking, 'role'> {
  accountId: string
  now: string
}

export const isOpen = ({ until }: Pick<Access, 'until'>, now: string): boolean =>
  until !== null && Date.parse(until) > Date.parse(now)

/** Why it is not opened now; null when it is. */
export const whyNotOpen = (
  { at, openedAt }: Pick<Access, 'at' | 'openedAt'>,
  now: string,
): ProblemCode | null =>
  openedAt !== null || Date.parse(now) - Date.parse(at) >= openWithinMinutes * 60_000
    ? 'emergency_access.over'
    : null

/** Why it cannot be ended; null when it can, by whoever sees it: its holder and who coordinates. */
export const whyNotEnd = (access: Pick<Access, 'until'>, now: string): ProblemCode | null =>
  isOpen(access, now) ? null : 'emergency_access.ended'

/** Why who asks does not say what was done; null when she does. */
export const whyNotTell = (access: Access, { accountId }: Pick<Now, 'accountId'>): ProblemCode | null =>
  access.accountId === accountId && access.openedAt !== null && access.reviewedAt === null
    ? null
    : 'emergency_access.not_over'

/** ACC-7: why this person does not say whether it was right; null when she does. */
export function whyNotReview(
  access: Access,
  { accountId, role }: Pick<Now, 'accountId' | 'role'>,
): ProblemCode | null {
  if (access.openedAt === null || access.reviewedAt !== null) return 'emergency_access.not_over'
  const mine = isTrueOf(access.forChair ? 'chairs' : 'coordinates', role)
  return mine && access.accountId !== accountId ? null : 'emergency_access.for_another'
}
