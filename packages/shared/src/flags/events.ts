import type { Events } from '../events/declaring.ts'

export const flagEvents = {
  'flag.asked': {
    outside: {
      ids: { flagId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'agency_asked',
      says: 'Your agency is asked to put the flag on its own case system.',
    },
  },
  'flag.confirmed': {
    outside: {
      ids: { flagId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'An agency put the flag on its own case system.',
    },
  },
  'flag.taken_down': {
    outside: {
      ids: { flagId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'An agency took its flag down.',
    },
  },
  'flag.ended': {
    outside: {
      ids: { flagId: 'always', caseId: 'always', agencyId: 'always' },
      toldTo: 'agency_asked',
      says: 'Your agency’s grant has ended: take your flag down.',
      afterAccess: true,
    },
  },
} as const satisfies Events
