import type { Notices } from '../notices/declaring.ts'

export const consentNotices = {
  consent_withdrawn: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a change of consent',
    screen: 'Consent was withdrawn: sharing that rested on it has ended',
  },
  consent_lapsed: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a consent that has ended',
    screen: 'Consent has run out: sharing that rested on it has ended',
  },
  without_consent_to_review: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a decision on sharing to look at again',
    screen: 'Sharing without consent is to be looked at again',
  },
} as const satisfies Notices
