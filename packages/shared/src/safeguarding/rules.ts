import type { Asking } from '../access.ts'
import type { ProblemCode } from '../problems.ts'

/** SAF-1, SAF-2: the team is told immediately; the clock runs out after 24 hours, day and night. Instants. */
export const safeguardingDue = (openedAt: string): string =>
  Temporal.Instant.from(openedAt).add({ hours: 24 }).toString()

/** SAF-1: that they were told is recorded once; null when it can be. */
export const whyNotRecordTold = ({ recordedAt }: { recordedAt: string | null }): ProblemCode | null =>
  recordedAt ? 'safeguarding.recorded' : null

/** SAF-1: their reference is quiet work until it is recorded, or that they give none; null when it can be. */
export function whyNotRecordReference(told: {
  recordedAt: string | null
  reference: string | null
  noReference: boolean
}): ProblemCode | null {
  if (!told.recordedAt) return 'safeguarding.unrecorded'
  return told.reference || told.noReference ? 'safeguarding.reference_settled' : null
}

interface Received {
  answeredAt: string | null
  takenBackAt: string | null
  reference: string | null
  noReference: boolean
}

/** SAF-1: a front door answers once; null when it can. */
export function whyNotAnswer({ answeredAt, takenBackAt }: Received): ProblemCode | null {
  if (answeredAt) return 'safeguarding.answered'
  return takenBackAt ? 'safeguarding.taken_back' : null
}

/** SAF-1: its reference may come after its answer; null when it can. */
export function whyNotGiveReference({ answeredAt, reference, noReference }: Received): ProblemCode | null {
  if (!answeredAt) return 'safeguarding.unanswered'
  return reference || noReference ? 'safeguarding.reference_settled' : null
}

/** SAF-2: whether who asks is of the agency to be told: nobody is told to tell herself. */
export const isOwnFrontDoor = (
  door: { agencyId: string | null },
  asking: Pick<Asking, 'agencyId'>,
): boolean => door.agencyId !== null && door.agencyId === asking.agencyId
