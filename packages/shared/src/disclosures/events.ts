import type { Events } from '../events/declaring.ts'

export const disclosureEvents = {
  'disclosure.requested': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
  'disclosure.agreed': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
  'disclosure.declined': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
} as const satisfies Events
