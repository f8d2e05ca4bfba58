import { isTrueOf, type Role } from '../access.ts'
import type { ProblemCode } from '../problems.ts'

export const attendances = ['lead', 'second', 'another', 'apologies', 'absent', 'not_yet'] as const
export type Attendance = (typeof attendances)[number]

/**
 * MTG-6: how an agency attended. `present`: the roles, at that time, of those who signed before the meeting closed. The
 * coordinating agency's lead is its coordinator. Apologies count
 * before signatures: papers are signed for before the meeting, also by who then cannot come. Nobody is absent before the
 * meeting is closed.
 */
export function attendanceOf({
  closed,
  present,
  apologies,
}: {
  closed: boolean
  present: readonly Role[]
  apologies: boolean
}): Attendance {
  if (apologies) return 'apologies'
  if (present.some((role) => isTrueOf('leads', role))) return 'lead'
  if (present.some((role) => isTrueOf('hearsForAgency', role))) return 'second'
  if (present.length > 0) return 'another'
  return closed ? 'absent' : 'not_yet'
}

/** ACC-5: who was there records what others signed on paper; what she signs herself she signs by her own hand. */
export const whyNotRecordSignature = (
  signer: { accountId: string },
  by: { accountId: string },
): ProblemCode | null => (signer.accountId === by.accountId ? 'meeting.signed_by_own_hand' : null)
