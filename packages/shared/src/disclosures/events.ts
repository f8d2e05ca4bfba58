import type { Events } from '../events/declaring.ts'

export const disclosureEvents = {
  'disclosure.requested': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
  'disclosure.agreed': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
  'disclosure.taken_back': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
  'disclosure.sent_again': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
  'disclosure.declined': {
    inside: { disclosureId: 'always', meetingId: 'always' },
  },
} as const satisfies Events
