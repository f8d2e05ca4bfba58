import type { ItemState } from '../agenda/schema.ts'
import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { ProblemCode } from '../problems.ts'

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

const whyNotOpenItem = (item: ItemState): ProblemCode | null => (item === 'listed' ? null : 'item.closed')
