import type { AgencyReplies, Meeting, MeetingSummary } from './schema.ts'

/** How a meeting is held, within a sentence. */
export const modeWords = {
  in_person: 'in person',
  online: 'online',
  hybrid: 'in person and online',
  phone: 'by phone',
} as const satisfies Record<MeetingSummary['mode'], string>

/** MTG-1: what somebody answered, after who it is. */
export const replyWords = {
  can_come: 'can come',
  cannot_come: 'cannot come',
  not_answered: 'not answered yet',
} as const satisfies Record<AgencyReplies['answer'], string>

/** MTG-6: what is on record of a meeting beside opening and closing, before who did it. */
export const turnWords = {
  opening_taken_back: 'Opened by mistake, and taken back',
  reopened: 'Reopened',
} as const satisfies Record<Meeting['turns'][number]['turn'], string>
