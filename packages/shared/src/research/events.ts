import type { Events } from '../events/declaring.ts'

export const researchEvents = {
  'research.shared': {
    outside: {
      ids: { agendaItemId: 'always', meetingId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'agencies that see the case',
      says: 'An agency shared what it knows of a case.',
    },
  },
} as const satisfies Events
