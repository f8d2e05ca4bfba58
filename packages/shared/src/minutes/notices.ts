import type { Notices } from '../notices/declaring.ts'

export const minutesNotices = {
  'meeting minutes ready': {
    subject: 'meeting',
    at: '/meetings/:id/minutes',
    mail: 'the minutes of a meeting',
    screen: 'The minutes of a meeting are ready',
  },
  'meeting minutes corrected': {
    subject: 'meeting',
    at: '/meetings/:id/minutes',
    mail: 'a correction of the minutes of a meeting',
    screen: 'The minutes of a meeting were corrected',
  },
} as const satisfies Notices
