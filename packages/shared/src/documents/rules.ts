import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { ProblemCode } from '../problems.ts'
import type { CopyState } from './values.ts'

export const documentKinds = ['agenda', 'pack', 'attendance_list', 'minutes', 'action_log'] as const
export type DocumentKind = (typeof documentKinds)[number]

/** ACC-5: what names no case, and so opens before the meeting's agreement is signed. */
export const needsSignature = (kind: DocumentKind): boolean => kind !== 'agenda' && kind !== 'attendance_list'

/** ACC-5, MTG-8: papers are for who has signed, and of minutes only what is distributed; null when it can be read. */
export function whyNotRead(
  kind: DocumentKind,
  { signedByMe, minutesDistributed }: { signedByMe: boolean; minutesDistributed: boolean },
): ProblemCode | null {
  if (needsSignature(kind) && !signedByMe) return 'meeting.confidentiality_unsigned'
  return kind === 'minutes' && !minutesDistributed ? 'document.not_yet' : null
}

export type CopyMove = Exclude<CopyState, 'made'>

/** MTG-4: the way of a sheet of paper. One that was never handed out may be destroyed; a lost one that turns up is collected, also once it was seen to. */
const copyMoves = {
  handed_out: ['made'],
  collected: ['handed_out', 'lost', 'written_off'],
  destroyed: ['made', 'collected'],
  lost: ['made', 'handed_out', 'collected'],
  written_off: ['lost'],
} as const satisfies Record<CopyMove, readonly CopyState[]>

/** MTG-4: lost, and neither found nor seen to: somebody's work. */
export const lostStates = ['lost'] as const satisfies CopyState[]

const witnessedMoves: readonly CopyMove[] = ['collected', 'destroyed']

/** MTG-4: that paper is back, or is no more, asks for somebody who saw it, where the partnership wants one. */
export const asksWitness = (move: CopyMove, { paperWitnessed }: { paperWitnessed: boolean }): boolean =>
  paperWitnessed && witnessedMoves.includes(move)

/** Who saw it is neither who records it nor who held the paper. */
export const mayWitness = (
  { accountId }: { accountId: string },
  { holderAccountId }: { holderAccountId: string },
  by: { accountId: string },
): boolean => accountId !== holderAccountId && accountId !== by.accountId

/** Paper is printed, and a file downloaded, while nothing has become of it; null when it can be. */
export const whyNotDownload = ({ state }: { state: CopyState }): ProblemCode | null =>
  state === 'made' ? null : 'copy.wrong_state'

/** MTG-2: once, until the meeting closes, by who has signed; null when it can be. */
export const whyNotCirculate = ({
  state,
  signedByMe,
  packCirculatedAt,
}: {
  state: MeetingState
  signedByMe: boolean
  packCirculatedAt: string | null
}): ProblemCode | null =>
  (signedByMe ? null : 'meeting.confidentiality_unsigned') ??
  whyNotInMeeting('arrange', state) ??
  (packCirculatedAt ? 'pack.circulated' : null)

/** MTG-2: less than three working days are left to read it; it goes round with a reason. */
export const isPackLate = ({ packBy }: { packBy: string }, now: string): boolean =>
  Temporal.Instant.compare(now, packBy) > 0

/** Why this copy does not move there; null when it does. A copy on a screen has no way to go. */
export function whyNotMove(
  { form, state }: { form: 'screen' | 'paper'; state: CopyState },
  move: CopyMove,
): ProblemCode | null {
  const from: readonly CopyState[] = copyMoves[move]
  return form === 'paper' && from.includes(state) ? null : 'copy.wrong_state'
}

/** MTG-4: that it is lost is recorded by who keeps the register, and by its holder while it is in her hands; null when it can be. */
export const whyNotLose = (
  copy: { form: 'screen' | 'paper'; state: CopyState },
  { registers }: { registers: boolean },
): ProblemCode | null =>
  registers || copy.state === 'handed_out' ? whyNotMove(copy, 'lost') : 'copy.wrong_state'
