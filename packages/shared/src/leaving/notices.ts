import type { Notices } from '../notices/declaring.ts'

export const leavingNotices = {
  left_work_waits: {
    subject: 'membership',
    at: '/left-work',
    mail: 'work of somebody who has left, which needs an owner',
    screen: 'Somebody has left your agency: find an owner for their work',
  },
  left_work_without_lead: {
    subject: 'membership',
    at: '/members',
    mail: 'work of somebody who has left an agency that nobody leads',
    screen: 'Somebody has left an agency that nobody leads, and their work has no owner',
  },
  left_work_yours: {
    subject: 'left_work',
    at: '/',
    mail: 'work of a colleague who has left, which is yours now',
    screen: 'Work of a colleague who has left is yours now',
  },
} as const satisfies Notices
