import type { Events } from '../events/declaring.ts'

export const agendaEvents = {
  'agenda.published': {
    outside: {
      ids: { meetingId: 'always' },
      toldTo: 'every_agency',
      says: 'A meeting’s agenda was published, or published anew.',
    },
  },
} as const satisfies Events
