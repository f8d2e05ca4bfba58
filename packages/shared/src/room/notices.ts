import type { Notices } from '../notices/declaring.ts'

export const roomNotices = {
  meeting_deputy_named: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'a meeting at which you are the deputy chair',
    screen: 'You are asked to chair the cases of a meeting that the chair must not hear',
  },
} as const satisfies Notices
