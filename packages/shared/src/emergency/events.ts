import type { Events } from '../events/declaring.ts'

export const emergencyEvents = {
  'meeting.called': {
    outside: {
      ids: { meetingId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'An emergency meeting was called. Of it, whatever follows is told only to agencies that see its case.',
    },
  },
} as const satisfies Events
