import type { Asking } from '../access.ts'
import { coordinates, isTrueOf, type Role } from '../access.ts'
import { addWorkingDays, endOfDay, localDate, type WorkingCalendar } from '../calendar.ts'
import type { ProblemCode } from '../problems.ts'
import type { Exclusion } from './schema.ts'
import { reviewedWithin } from './values.ts'

interface Closing {
  /** Whom it would be closed to, in which agency, and in which roles she acts there. */
  accountId: string
  agencyId: string
  roles: readonly Role[]
  told: boolean
  /** Nobody else coordinates. */
  onlyCoordinator: boolean
  /** It came to who asks to look, since those who coordinate and chair bear the name on record (app.is_told_to_look). */
  toldToLook: boolean
}

/** Why who asks cannot close a case to that person; null when she can. */
export function whyNotCloseTo(
  { accountId, agencyId, roles, told, onlyCoordinator, toldToLook }: Closing,
  asking: Asking & { accountId: string },
): ProblemCode | null {
  if (accountId === asking.accountId) return 'exclusion.own'
  const mine = coordinates(asking.role)
    ? true
    : isTrueOf('chairs', asking.role)
      ? onlyCoordinator
      : toldToLook || agencyId === asking.agencyId
  if (!mine) return 'exclusion.of_another'
  return !told && !toldToLook && roles.some((role) => isTrueOf('chairs', role))
    ? 'exclusion.chair_is_told'
    : null
}

const whyNotStanding = ({ ended }: Pick<Exclusion, 'ended'>): ProblemCode | null =>
  ended === null ? null : 'exclusion.ended'

/** What was closed untold is opened by nobody of that agency alone; who does is Postgres's to say (app.ends_exclusion). */
export const whyNotEndExclusion = (exclusion: Pick<Exclusion, 'ended' | 'mineToEnd'>): ProblemCode | null =>
  whyNotStanding(exclusion) ?? (exclusion.mineToEnd ? null : 'exclusion.not_yours_to_end')

/** Whether it waits to be looked at: untold, and nobody has. */
export const waitsForReview = ({
  ended,
  told,
  reviewed,
}: Pick<Exclusion, 'ended' | 'told' | 'reviewed'>): boolean => ended === null && !told && reviewed === null

/** Nobody looks at what she closed herself; who does is Postgres's to say (app.reviewers_of). */
export function whyNotReview(
  exclusion: Pick<Exclusion, 'ended' | 'told' | 'reviewed' | 'mineToReview'>,
): ProblemCode | null {
  if (!waitsForReview(exclusion)) return whyNotStanding(exclusion) ?? 'exclusion.reviewed'
  return exclusion.mineToReview ? null : 'exclusion.not_chair'
}

/** HRM-1: until when somebody looks at what was closed untold: the end of the fifth working day after the local day of `now`, an instant in UTC. */
export const reviewDueAt = (calendar: WorkingCalendar, now: string): string =>
  endOfDay(
    calendar,
    addWorkingDays(calendar, localDate(calendar, Temporal.Instant.from(now)), reviewedWithin),
  ).toString()
