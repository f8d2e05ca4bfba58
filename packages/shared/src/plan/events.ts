import type { Events } from '../events/declaring.ts'

export const planEvents = {
  // Of what is limited to some agencies nothing is told: neither that it is, nor that it changed.
  'plan.amended': {
    outside: {
      ids: { caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'The plan of a case was amended.',
    },
    inside: { amendmentId: 'always', agendaItemId: 'or null', byAccountId: 'always' },
  },
  'plan.proposed': { inside: { caseId: 'always', lineId: 'always' } },
} as const satisfies Events
