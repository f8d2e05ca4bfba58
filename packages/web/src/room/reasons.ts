import type { Meeting } from '@alongside/shared/meetings/schema'
import { type ProblemCode, problems } from '@alongside/shared/problems'
import {
  itemsOpen,
  whyNotCloseMeeting,
  whyNotDefer,
  whyNotOpenMeeting,
  whyNotRecord,
} from '@alongside/shared/room/rules'
import type { AgendaItem } from '@alongside/shared/room/schema'

const words = (code: ProblemCode | null): string | undefined => (code ? problems[code].title : undefined)

/** Why the meeting cannot be opened; undefined when it can. */
export const whyNotOpen = (meeting: Meeting): string | undefined => words(whyNotOpenMeeting(meeting))

/** References of the cases that are neither discussed nor deferred. */
export const openCases = (meeting: Meeting): string[] =>
  itemsOpen(meeting.agenda).map(({ caseReference }) => caseReference)

/** Why the meeting cannot be closed, with the cases that stand in the way; undefined when it can. */
export function whyNotClose(meeting: Meeting): string | undefined {
  const refused = whyNotCloseMeeting(meeting)
  return refused === 'meeting.items_open'
    ? `${problems[refused].title}: ${openCases(meeting).join(', ')}.`
    : words(refused)
}

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
export const whyNotPutOff = ({ meetingState, state }: AgendaItem): string | undefined =>
  words(whyNotDefer(meetingState, state))

/** The lines before and after this one on the agenda, in its order. */
export function neighbours<Line extends { id: string; position: number }>(
  agenda: readonly Line[],
  itemId: string,
) {
  const ordered = agenda.toSorted((a, b) => a.position - b.position)
  const index = ordered.findIndex(({ id }) => id === itemId)
  return { previous: ordered[index - 1], next: index === -1 ? undefined : ordered[index + 1] }
}
