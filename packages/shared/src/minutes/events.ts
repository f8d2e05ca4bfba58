import type { Events } from '../events/declaring.ts'

export const minutesEvents = {
  'minutes.distributed': {
    outside: {
      ids: { meetingId: 'always', minutesId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting’s minutes were distributed, or a correction of them.',
    },
    inside: { corrects: 'or null' },
  },
  'minutes.acknowledged': {
    inside: { meetingId: 'always', minutesId: 'always', agencyId: 'always' },
  },
} as const satisfies Events
