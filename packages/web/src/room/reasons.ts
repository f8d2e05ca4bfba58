import { isAnybodyIn } from '@alongside/shared/agenda/rules'
import { whyNotWhileHeld } from '@alongside/shared/cases/holding'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { problems } from '@alongside/shared/problems'
import { whyNotDefer, whyNotRecord, whyNotReopenItem } from '@alongside/shared/room/rules'
import type { AgendaItem } from '@alongside/shared/room/schema'
import { reasonOf } from '../sending/reason.ts'

/** Why nothing is written into this item now; undefined when it can be. */
export function whyNotWrite({ meetingState, state, basisInForce }: AgendaItem): string | undefined {
  const refusal = whyNotRecord(meetingState, state, basisInForce)
  if (!refusal) return undefined
  if (refusal === 'item.basis_missing') return `${problems[refusal].title}.`
  if (meetingState === 'planned') return 'The meeting is not open yet. Its record is written once it is.'
  if (meetingState === 'closed')
    return 'The meeting is closed. Corrections to the minutes are made as a new version.'
  return problems['item.closed'].title
}

/** Why the item cannot be put off; undefined when it can: before its meeting or in it, with a basis or without. */
export function whyNotDeferred({ meetingState, state }: AgendaItem): string | undefined {
  return reasonOf(whyNotDefer(meetingState, state))
}

/** Why a case that ended is not spoken of again; undefined when it can be. */
export function whyNotAgain({
  meetingState,
  ...item
}: Pick<AgendaItem, 'meetingState' | 'state' | 'takenOff'>): string | undefined {
  return reasonOf(whyNotReopenItem(meetingState, item))
}

/** Whether a case is begun from here, or, where somebody must leave first, called: by what the room allows and no hold stops (REF-3). */
export const canBegin = (
  { state: meetingState }: Pick<Meeting, 'state'>,
  line: Pick<Meeting['agenda'][number], 'state' | 'basisInForce' | 'rests' | 'stepOut' | 'unnamedOut'>,
): boolean =>
  whyNotRecord(meetingState, line.state, line.basisInForce) === null &&
  whyNotWhileHeld(isAnybodyIn(line) ? 'callItem' : 'startItem', line.rests) === null

/** The lines before and after this one on the agenda, in its order. */
export function neighbours<Line extends { id: string; position: number }>(
  agenda: readonly Line[],
  itemId: string,
) {
  const ordered = agenda.toSorted((a, b) => a.position - b.position)
  const index = ordered.findIndex(({ id }) => id === itemId)
  return { previous: ordered[index - 1], next: index === -1 ? undefined : ordered[index + 1] }
}
