import type { ItemState } from '../agenda/schema.ts'
import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { ProblemCode } from '../problems.ts'
import { whyNotDefer } from '../room/rules.ts'
import type { InvitationState } from './values.ts'

/** GST-1: every move of an invitation. `ended` is no move: it follows from the item, or the meeting. */
export const invitationMoves = {
  agree: ['proposed'],
  decline: ['proposed'],
  withdraw: ['proposed', 'agreed'],
} as const satisfies Record<string, readonly InvitationState[]>
export type InvitationMove = keyof typeof invitationMoves

/** Why this move cannot be made from here; null when it can. */
export const whyNotInvitation = (move: InvitationMove, state: InvitationState): ProblemCode | null =>
  (invitationMoves[move] as readonly InvitationState[]).includes(state) ? null : 'guest.wrong_state'

/** Who is invited comes, and signs the meeting’s agreement first. */
export const invitedStates = ['agreed'] as const satisfies InvitationState[]
export const isInvitedTo = (state: InvitationState): boolean =>
  (invitedStates as readonly InvitationState[]).includes(state)

/** Whether somebody may be invited to this item now; null when so. Without a basis nobody new is told of the case (CON-3). */
export const whyNotInvite = (
  meeting: MeetingState,
  item: ItemState,
  basisInForce: boolean,
): ProblemCode | null => whyNotDefer(meeting, item) ?? (basisInForce ? null : 'item.basis_missing')

/** Whether somebody may be proposed to sit in; null when so. */
export const whyNotInviteObserver = (meeting: MeetingState): ProblemCode | null =>
  whyNotInMeeting('arrange', meeting)
