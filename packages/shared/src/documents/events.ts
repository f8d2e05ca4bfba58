import type { Events } from '../events/declaring.ts'

export const documentEvents = {
  'pack.circulated': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting’s pack can be downloaded.',
    },
  },
} as const satisfies Events
