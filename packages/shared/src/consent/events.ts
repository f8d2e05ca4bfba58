import type { Events } from '../events/declaring.ts'

export const consentEvents = {
  'consent.recorded': {
    outside: {
      ids: { consentId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'Consent was recorded, or replaced by another.',
      turnsAccess: true,
    },
  },
  'consent.withdrawn': {
    outside: {
      ids: { consentId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'Consent was withdrawn; your agency sees the case on another basis.',
      turnsAccess: true,
    },
  },
  'consent.lapsed': {
    outside: {
      ids: { consentId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'Consent has run out; your agency sees the case on another basis.',
      turnsAccess: true,
    },
  },
  'without_consent.recorded': {
    outside: {
      ids: { withoutConsentId: 'always', caseId: 'always' },
      toldTo: 'case_agencies',
      says: 'Sharing without consent was recorded.',
      turnsAccess: true,
    },
  },
} as const satisfies Events
