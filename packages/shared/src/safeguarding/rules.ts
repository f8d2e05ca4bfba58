import type { Asking } from '../access.ts'
import type { ProblemCode } from '../problems.ts'

/** SAF-1, SAF-2: the team is told immediately; the clock runs out after 24 hours, day and night. Instants. */
export const safeguardingDue = (openedAt: string): string =>
  Temporal.Instant.from(openedAt).add({ hours: 24 }).toString()

/** SAF-1: that they were told is recorded once; null when it can be. */
export const whyNotRecordTold = ({ recordedAt }: { recordedAt: string | null }): ProblemCode | null =>
  recordedAt ? 'safeguarding.recorded' : null

/** SAF-2: whether who asks is of the agency to be told: nobody is told to tell herself. */
export const isOwnFrontDoor = (
  door: { agencyId: string | null },
  asking: Pick<Asking, 'agencyId'>,
): boolean => door.agencyId !== null && door.agencyId === asking.agencyId
