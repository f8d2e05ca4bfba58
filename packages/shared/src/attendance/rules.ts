import { isTrueOf, type Role } from '../access.ts'
import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { Fault, ProblemCode } from '../problems.ts'

export const attendances = ['lead', 'second', 'another', 'apologies', 'absent', 'not_yet'] as const
export type Attendance = (typeof attendances)[number]

/**
 * MTG-6: how an agency attended. `present`: the roles, at that time, of those who were in the room; signing alone opens papers
 * and makes nobody present. The coordinating agency's lead is its coordinator. Who came after all was there, whatever
 * apologies say. Nobody is absent before the meeting is closed.
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
  if (present.some((role) => isTrueOf('leads', role))) return 'lead'
  if (present.some((role) => isTrueOf('hearsForAgency', role))) return 'second'
  if (present.length > 0) return 'another'
  if (apologies) return 'apologies'
  return closed ? 'absent' : 'not_yet'
}

/** MTG-6: the words of one person's attendance. */
export const attendedAs = (role: Role): 'lead' | 'second' | 'another' => {
  const attendance = attendanceOf({ closed: true, present: [role], apologies: false })
  return attendance === 'lead' || attendance === 'second' ? attendance : 'another'
}

/** MTG-6: one is in the room of a meeting that runs, once one has signed (ACC-5). */
export const whyNotBeInRoom = ({
  state,
  signedByMe,
}: {
  state: MeetingState
  signedByMe: boolean
}): ProblemCode | null =>
  (signedByMe ? null : 'meeting.confidentiality_unsigned') ?? whyNotInMeeting('record', state)

/** MTG-6, ACC-9: who keeps the list of who is in the room records who came and left, while it runs. */
export const whyNotMarkAttendance = ({
  state,
  keepsAttendance,
}: {
  state: MeetingState
  keepsAttendance: boolean
}): ProblemCode | null =>
  (keepsAttendance ? null : 'access.not_permitted') ?? whyNotInMeeting('record', state)

/** MTG-6: a time that somebody came or left lies within the meeting so far, and leaving not before coming. Null when it does. */
export function attendanceFault(
  at: string,
  { openedAt, cameAt, now }: { openedAt: string | null; cameAt: string | null; now: string },
): Fault | null {
  const before = (one: string, other: string) => Temporal.Instant.compare(one, other) < 0
  const fault = (code: string, detail: string) => ({ pointer: '/at', code, detail })
  if (before(now, at)) return fault('to_come', 'has not come yet')
  if (openedAt && before(at, openedAt)) return fault('before_opening', 'is before the meeting was opened')
  return cameAt && before(at, cameAt) ? fault('before_coming', 'is before they came') : null
}

/** ACC-5: who was there records what others signed on paper; what she signs herself she signs by her own hand. */
export const whyNotRecordSignature = (
  signer: { accountId: string },
  by: { accountId: string },
): ProblemCode | null => (signer.accountId === by.accountId ? 'meeting.signed_by_own_hand' : null)
