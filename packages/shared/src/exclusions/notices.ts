import type { Notices } from '../notices/declaring.ts'

export const exclusionNotices = {
  case_closed_to_you: {
    subject: 'case',
    at: '/',
    mail: 'a case that is closed to you now',
    screen: 'A case is closed to you, since you may know somebody in it. Ask who leads your agency',
    evenShutOut: true,
    evenUnread: true,
  },
  somebody_stands_aside: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'somebody of your agency who stands aside from a case',
    screen: 'Somebody stands aside from a case: see who takes on what they had open',
  },
  exclusion_to_review: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'a case that was closed to somebody untold, for you to look at',
    screen: 'A case was closed to somebody who was not told: look at it within five working days',
  },
  exclusion_review_late: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'a case closed to somebody untold that nobody has looked at in time',
    screen: 'A case closed to somebody untold was not looked at within five working days',
  },
} as const satisfies Notices
