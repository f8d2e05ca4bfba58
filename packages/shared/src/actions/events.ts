import type { Events } from '../events/declaring.ts'

export const actionEvents = {
  'action.agreed': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always', meetingId: 'always' },
      toldTo: 'case_agencies',
      says: 'An action was agreed; `ownerAgencyId` is the agency that owns it.',
    },
    inside: { ownerAccountId: 'or null' },
  },
  'action.handed_over': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'An action passed to another agency, `ownerAgencyId`: the one before may read the case no more.',
    },
    inside: { meetingId: 'or null' },
  },
  'action.accepted': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'An agency took on an action that was agreed in its absence.',
    },
    inside: { meetingId: 'or null' },
  },
  'action.started': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'An action was begun.',
    },
    inside: { meetingId: 'or null' },
  },
  'action.done': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'An action was done.',
    },
    inside: { meetingId: 'or null' },
  },
  'action.not_done': {
    outside: {
      ids: { actionId: 'always', caseId: 'always', ownerAgencyId: 'always' },
      toldTo: 'case_agencies',
      says: 'An action was closed without being done.',
    },
    inside: { meetingId: 'or null' },
  },
} as const satisfies Events
