import type { ItemState } from '../agenda/schema.ts'
import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { ProblemCode } from '../problems.ts'

/** Neither discussed nor put off. */
export const openItemStates = ['listed'] as const satisfies ItemState[]

interface MeetingFacts {
  state: MeetingState
  signedByMe: boolean
}

/** Papers, and the room, are for who has signed that meeting's agreement (ACC-5). */
const whyNotUnsigned = ({ signedByMe }: MeetingFacts): ProblemCode | null =>
  signedByMe ? null : 'meeting.confidentiality_unsigned'

export const whyNotOpenMeeting = (meeting: MeetingFacts): ProblemCode | null =>
  whyNotUnsigned(meeting) ?? whyNotInMeeting('open', meeting.state)

/** Each case is spoken of, or put off, first. */
export const whyNotCloseMeeting = (
  meeting: MeetingFacts & { agenda: readonly { state: ItemState }[] },
): ProblemCode | null =>
  whyNotUnsigned(meeting) ??
  whyNotInMeeting('close', meeting.state) ??
  (itemsOpen(meeting.agenda).length > 0 ? 'meeting.items_open' : null)

/** Lines that are neither discussed nor deferred. */
export const itemsOpen = <Line extends { state: ItemState }>(agenda: readonly Line[]): Line[] =>
  agenda.filter(({ state }) => whyNotOpenItem(state) === null)

/**
 * An item is written in while its meeting is open, it is neither discussed nor deferred, and a basis for sharing her case
 * is in force (CON-3).
 */
export const whyNotRecord = (
  meeting: MeetingState,
  item: ItemState,
  basisInForce: boolean,
): ProblemCode | null =>
  whyNotInMeeting('record', meeting) ?? whyNotOpenItem(item) ?? (basisInForce ? null : 'item.basis_missing')

/** MTG-3: put off before the meeting or in it; also without a basis, which may be the reason for it. */
export const whyNotDefer = (meeting: MeetingState, item: ItemState): ProblemCode | null =>
  whyNotInMeeting('arrange', meeting) ?? whyNotOpenItem(item)

const whyNotOpenItem = (item: ItemState): ProblemCode | null =>
  (openItemStates as readonly ItemState[]).includes(item) ? null : 'item.closed'
