import type { Notices } from '../notices/declaring.ts'

export const consentNotices = {
  'consent withdrawn': {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a change of consent',
    screen: 'Consent was withdrawn: sharing that rested on it has ended',
  },
  'consent lapsed': {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a consent that has ended',
    screen: 'Consent has run out: sharing that rested on it has ended',
  },
  'sharing without consent to review': {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a decision on sharing to look at again',
    screen: 'Sharing without consent is to be looked at again',
  },
} as const satisfies Notices
