import type { Notices } from '../notices/declaring.ts'

export const partnershipNotices = {
  agreement_to_sign: {
    subject: 'agreement',
    at: '/agreements',
    mail: 'an agreement to sign',
    screen: 'An agreement waits for your agency’s signature',
  },
  place_taken: {
    subject: 'membership',
    at: '/members',
    mail: 'a colleague with a new place',
    screen: 'Somebody has taken a place in an agency',
  },
  place_ended: {
    subject: 'membership',
    at: '/members',
    mail: 'a place that has ended',
    screen: 'Somebody’s place in an agency has ended',
  },
  invitation_undelivered: {
    subject: 'place_offer',
    at: '/members',
    mail: 'something to send again',
    screen: 'An invitation was not delivered: check its address and send it again',
  },
} as const satisfies Notices
