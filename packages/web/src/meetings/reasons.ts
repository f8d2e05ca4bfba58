import type { Meeting } from '@alongside/shared/meetings/schema'
import { type ProblemCode, problems } from '@alongside/shared/problems'
import { itemsOpen, whyNotCloseMeeting, whyNotOpenMeeting } from '@alongside/shared/room/rules'

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
