import type { Events } from '../events/declaring.ts'

export const safeguardingEvents = {
  'safeguarding.opened': {
    outside: {
      ids: { notificationId: 'always', caseId: 'or null', agencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'A safeguarding team must be told. Where there is no case, its own agency is told alone.',
    },
  },
  'safeguarding.recorded': {
    outside: {
      ids: { notificationId: 'always', caseId: 'or null', agencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'That a safeguarding team was told is recorded, with its reference.',
    },
  },
  'safeguarding.answered': {
    outside: {
      ids: { notificationId: 'always', caseId: 'or null', agencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'A safeguarding team that is told in the product answered: who took it, and what happens now.',
    },
  },
  'safeguarding.taken_back': {
    inside: { notificationId: 'always' },
  },
} as const satisfies Events
