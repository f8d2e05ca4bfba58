import type { WorkingCalendar } from '@alongside/shared/calendar'
import type { Meeting } from '@alongside/shared/meetings/schema'
import { problems } from '@alongside/shared/problems'
import { itemsOpen, whyNotCloseMeeting, whyNotOpenMeeting } from '@alongside/shared/room/rules'
import { reasonOf } from '../sending/reason.ts'
import { dayWords, timeWords } from '../time/words.ts'

/** Why the meeting cannot be opened now, and from when it can; undefined when it can. */
export function whyNotOpen(calendar: WorkingCalendar, meeting: Meeting, now: string): string | undefined {
  const refused = whyNotOpenMeeting(meeting, now)
  return refused === 'meeting.opens_later'
    ? `It opens an hour before its start: ${dayWords(calendar, meeting.opensFrom)}, from ${timeWords(calendar, meeting.opensFrom)}.`
    : reasonOf(refused)
}

/** References of the cases that somebody has still to discuss or put off. */
export const openCases = (meeting: Meeting): string[] =>
  itemsOpen(meeting.agenda).flatMap(({ unchaired, caseReference }) => (unchaired ? [] : [caseReference]))

/** Why the meeting cannot be closed, with the cases that stand in the way; undefined when it can. */
export function whyNotClose(meeting: Meeting): string | undefined {
  const refused = whyNotCloseMeeting(meeting)
  return refused === 'meeting.items_open' && openCases(meeting).length > 0
    ? `${problems[refused].title}: ${openCases(meeting).join(', ')}.`
    : reasonOf(refused)
}
