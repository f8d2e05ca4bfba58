import type { Notices } from '../notices/declaring.ts'

export const referralNotices = {
  referral_to_triage: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral to triage',
    screen: 'A referral has come in and waits for triage',
  },
  referral_to_answer: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral to answer',
    screen: 'A referral waits for your agency’s answer',
  },
  response_clock_nearly_out: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral whose time to answer is nearly out',
    screen: 'The time to answer a referral is nearly over',
  },
  response_clock_out: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral whose time to answer has passed',
    screen: 'The time to answer a referral is over',
  },
  referral_accepted: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your referral',
    screen: 'Your referral was accepted',
  },
  referral_returned: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a question about your referral',
    screen: 'Your referral came back with questions',
  },
  referral_declined: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your referral',
    screen: 'Your referral was not taken on',
  },
  referral_answered: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your referral',
    screen: 'An agency answered your referral',
  },
  referral_light_changed: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral whose light has changed',
    screen: 'The light of a referral changed',
  },
} as const satisfies Notices
