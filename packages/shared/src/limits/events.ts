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
  'limit_override.asked': { inside: { overrideId: 'always', caseId: 'always' } },
  'limit_override.opened': {
    outside: {
      ids: { overrideId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'Sharing without consent past her no was opened, by a decision of two agencies or, for hours, of one person on call.',
      turnsAccess: true,
    },
  },
  'limit_override.settled': {
    outside: {
      ids: { overrideId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'Sharing past her no was decided against, decided for good, or closed because nobody decided.',
      turnsAccess: true,
    },
  },
} as const satisfies Events
