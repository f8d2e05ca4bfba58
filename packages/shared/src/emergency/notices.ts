import type { Notices } from '../notices/declaring.ts'

export const emergencyNotices = {
  emergency_meeting_called: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'an emergency meeting that you are called to',
    screen: 'You are called to an emergency meeting',
  },
} as const satisfies Notices
