import type { Events } from '../events/declaring.ts'

export const leavingEvents = {
  'left_work.handed_over': {
    inside: { leftWorkId: 'always' },
  },
} as const satisfies Events
