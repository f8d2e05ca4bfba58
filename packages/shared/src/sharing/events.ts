import type { Events } from '../events/declaring.ts'

export const sharingEvents = {
  'sharing.changed': {
    outside: {
      ids: { sharingChangeId: 'always' },
      toldTo: 'agencies_of_change',
      says: 'Your agency may read a case that it could not, or may no longer read one: `sharingChangeId` says which, by its reference, and what to stop.',
      afterAccess: true,
    },
    inside: { caseId: 'always' },
  },
} as const satisfies Events
