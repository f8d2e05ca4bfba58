import type { Events } from '../events/declaring.ts'

export const accountEvents = {
  'account.alarm': {
    inside: { membershipId: 'always' },
  },
} as const satisfies Events
