import type { Notices } from '../notices/declaring.ts'

export const minutesNotices = {
  meeting_minutes_ready: {
    subject: 'meeting',
    at: '/meetings/:id/minutes',
    mail: 'the minutes of a meeting',
    screen: 'The minutes of a meeting are ready',
  },
  meeting_minutes_corrected: {
    subject: 'meeting',
    at: '/meetings/:id/minutes',
    mail: 'a correction of the minutes of a meeting',
    screen: 'The minutes of a meeting were corrected',
  },
} as const satisfies Notices
