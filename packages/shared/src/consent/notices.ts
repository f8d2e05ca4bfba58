import type { Notices } from '../notices/declaring.ts'

export const consentNotices = {
  consent_withdrawn: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a change of sharing',
    screen: 'Consent was withdrawn: sharing that rested on it has ended',
    evenUnread: true,
  },
  consent_lapsed: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a change of sharing',
    screen: 'Consent has run out: sharing that rested on it has ended',
    evenUnread: true,
  },
  consent_ends_soon: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'a sharing that ends soon',
    screen: 'A consent that you took ends soon: she can be asked again',
  },
  without_consent_to_review: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a decision on sharing to look at again',
    screen: 'Sharing without consent is to be looked at again',
  },
} as const satisfies Notices
