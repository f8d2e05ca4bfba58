import type { Notices } from '../notices/declaring.ts'

export const exclusionNotices = {
  case_closed_to_you: {
    subject: 'case',
    at: '/',
    mail: 'a change in what you work on',
    screen: 'A case is closed to you, since you may know somebody in it. Ask who leads your agency',
    evenShutOut: true,
    evenUnread: true,
  },
  somebody_stands_aside: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'work in your agency to look at',
    screen: 'Somebody stands aside from a case: see who takes on what they had open',
  },
  exclusion_to_review: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'something to look at within five working days',
    screen: 'A case was closed to somebody who was not told: look at it within five working days',
  },
  exclusion_review_late: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'something to look at whose time has passed',
    screen: 'A case closed to somebody untold was not looked at within five working days',
  },
} as const satisfies Notices
