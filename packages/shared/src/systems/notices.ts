import type { Notices } from '../notices/declaring.ts'

export const systemNotices = {
  system_to_agree: {
    subject: 'system',
    at: '/systems/:id',
    mail: 'a case system that asks to be connected',
    screen: 'An agency asks to connect its case system, and waits for your word',
  },
  system_agreed: {
    subject: 'system',
    at: '/systems/:id',
    mail: 'an answer about your case system',
    screen: 'Your agency’s case system may be connected',
  },
  system_declined: {
    subject: 'system',
    at: '/systems/:id',
    mail: 'an answer about your case system',
    screen: 'Your agency’s case system was not agreed to; the reason stands there',
  },
  system_ended: {
    subject: 'system',
    at: '/systems/:id',
    mail: 'a case system that is no longer connected',
    screen: 'Your agency’s case system is no longer connected',
  },
} as const satisfies Notices
