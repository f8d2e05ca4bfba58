import type { Notices } from '../notices/declaring.ts'

export const harmNotices = {
  conflict_to_answer: {
    subject: 'case',
    at: '/conflict-checks',
    mail: 'a question for your agency, to answer before papers go out',
    screen: 'Your agency is asked whether somebody is known to it, before papers go out',
  },
  conflict_found: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'an answer of an agency to look at',
    screen:
      'An agency answered that somebody of its own must stand aside, or that it works with a person on the case: it reads no more until you let it',
  },
  who_harms_changed: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'something that somebody else changed or ended',
    screen:
      'Somebody else changed or ended what is recorded of a person on a case: look, and put it back if it is wrong',
  },
  who_harms_namesake: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'something to look at today',
    screen:
      'Somebody on a case has the name of somebody who works in the partnership or was invited to a meeting: look today whether it is closed to the right person',
  },
  order_ends_soon: {
    subject: 'case',
    at: '/cases/:id/people-who-harm',
    mail: 'a date that comes within 14 days',
    screen: 'An order that protects somebody ends within 14 days',
  },
} as const satisfies Notices
