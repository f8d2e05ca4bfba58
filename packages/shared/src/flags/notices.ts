import type { Notices } from '../notices/declaring.ts'

export const flagNotices = {
  flag_asked: {
    subject: 'flag',
    at: '/',
    mail: 'a flag to put on your own case system',
    screen: 'Your agency is asked to put a flag on its own case system',
  },
  flag_not_yet_confirmed: {
    subject: 'flag',
    at: '/',
    mail: 'a flag that is not confirmed yet',
    screen: 'Your agency has not confirmed a flag yet',
  },
  flag_to_take_down: {
    subject: 'flag',
    at: '/',
    mail: 'a flag to take down from your own case system',
    screen: 'Your agency is asked to take a flag down',
  },
} as const satisfies Notices
