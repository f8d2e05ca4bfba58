import type { Events } from '../events/declaring.ts'

export const limitEvents = {
  'limit.recorded': {
    outside: {
      ids: { limitId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'She said no: to an agency, a person, a purpose or a way of telling. It binds from now on.',
      turnsAccess: true,
    },
  },
  'limit.lifted': {
    outside: {
      ids: { limitId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'She lifted a no of hers. It gives nobody access by itself.',
    },
  },
} as const satisfies Events
