import type { Events } from '../events/declaring.ts'

export const documentEvents = {
  'pack.circulated': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting’s pack can be downloaded.',
    },
  },
  /** Recorded by `by`: who keeps the register, or the holder. */
  'paper.lost': { inside: { meetingId: 'always', copyId: 'always', by: 'always' } },
} as const satisfies Events
