import type { Notices } from '../notices/declaring.ts'

export const partnershipNotices = {
  agreement_to_sign: {
    subject: 'agreement',
    at: '/agreements',
    mail: 'an agreement to sign',
    screen: 'An agreement waits for your agency’s signature',
  },
} as const satisfies Notices
