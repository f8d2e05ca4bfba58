import type { Notices } from '../notices/declaring.ts'

export const guestNotices = {
  guest_to_agree: {
    subject: 'meeting',
    at: '/meetings/:id/guests',
    mail: 'a guest to agree to',
    screen: 'A guest or an observer is proposed and waits for your word',
  },
  guest_agreed: {
    subject: 'meeting',
    at: '/meetings/:id/guests',
    mail: 'an answer about a guest',
    screen: 'The guest whom you proposed is invited',
  },
  guest_declined: {
    subject: 'meeting',
    at: '/meetings/:id/guests',
    mail: 'an answer about a guest',
    screen: 'The guest whom you proposed is not invited; the reason stands there',
  },
  invited_to_meeting: {
    subject: 'invitation',
    at: '/',
    mail: 'an invitation to part of a meeting',
    screen: 'You are invited to part of a meeting',
  },
} as const satisfies Notices
