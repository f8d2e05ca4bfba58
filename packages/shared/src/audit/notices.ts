import type { Notices } from '../notices/declaring.ts'

export const auditNotices = {
  unusual_reading: {
    subject: 'unusual_reading',
    at: '/audit/unusual/:id',
    mail: 'unusual reading to look at',
    screen: 'Somebody reads unusually much, or was refused again and again',
  },
} as const satisfies Notices
