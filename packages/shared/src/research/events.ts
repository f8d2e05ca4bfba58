import type { Events } from '../events/declaring.ts'

export const researchEvents = {
  'research.shared': {
    outside: {
      ids: { agendaItemId: 'always', meetingId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'An agency shared what it knows of a case.',
    },
  },
} as const satisfies Events
