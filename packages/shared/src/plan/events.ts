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
  // ACT-1: between meetings; what was agreed in one is `action.agreed`.
  'step.offered': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'A step of a plan was taken on between meetings; `ownerAgencyId` is the agency that owns it.',
    },
  },
  'plan.proposed': { inside: { caseId: 'always', lineId: 'always' } },
} as const satisfies Events
