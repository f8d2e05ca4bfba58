import type { Events } from '../events/declaring.ts'

export const roomEvents = {
  'item.discussed': {
    outside: {
      ids: { agendaItemId: 'always', meetingId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'A case was discussed at a meeting.',
    },
    inside: { referralId: 'or null' },
  },
  'item.reopened': {
    outside: {
      ids: { agendaItemId: 'always', meetingId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'A case that was ended by a slip is spoken of again at its meeting.',
    },
    inside: { referralId: 'or null' },
  },
  'item.deferred': {
    outside: {
      ids: { agendaItemId: 'always', meetingId: 'always', nextMeetingId: 'or null', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'A case was put off: to another meeting, or to none yet.',
    },
    inside: { referralId: 'or null' },
  },
  // It concerns people, not other systems.
  'meeting.deputy_named': { inside: { meetingId: 'always', accountId: 'always', agencyId: 'always' } },
} as const satisfies Events
