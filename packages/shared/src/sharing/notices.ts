import type { Notices } from '../notices/declaring.ts'

export const sharingNotices = {
  sharing_lost: {
    subject: 'sharing_change',
    at: '/sharing-changes/:id',
    mail: 'a change of sharing, and what to do about it',
    screen: 'You may no longer read a case, or not all of it: see what to stop',
    evenShutOut: true,
  },
  sharing_gained: {
    subject: 'sharing_change',
    at: '/sharing-changes/:id',
    mail: 'a case that was shared with your agency',
    screen: 'A case is shared with your agency now',
  },
  sharing_paused: {
    subject: 'agency',
    at: '/agreements',
    mail: 'an agreement that has run out',
    screen: 'An agency’s agreement has run out: until it signs again it may read no case',
  },
  sharing_resumed: {
    subject: 'agency',
    at: '/agreements',
    mail: 'an agreement that was signed again',
    screen: 'An agency has signed again: it may read the cases that are shared with it',
  },
  sharing_promised: {
    subject: 'sharing_change',
    at: '/sharing-changes/:id',
    mail: 'a change of sharing about which your agency gave its word',
    screen: 'Sharing has changed in a case about which your agency gave its word',
  },
  sharing_to_settle: {
    subject: 'sharing_change',
    at: '/sharing-changes/:id',
    mail: 'a change of sharing',
    screen: 'Who may read a case has changed: see whether anything still runs',
  },
} as const satisfies Notices
