import type { Notices } from '../notices/declaring.ts'

export const referralNotices = {
  'referral to triage': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral to triage',
    screen: 'A referral has come in and waits for triage',
  },
  'referral to answer': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral to answer',
    screen: 'A referral waits for your agency’s answer',
  },
  'response clock nearly out': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral whose time to answer is nearly out',
    screen: 'The time to answer a referral is nearly over',
  },
  'response clock out': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral whose time to answer has passed',
    screen: 'The time to answer a referral is over',
  },
  'referral accepted': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your referral',
    screen: 'Your referral was accepted',
  },
  'referral returned': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a question about your referral',
    screen: 'Your referral came back with questions',
  },
  'referral declined': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your referral',
    screen: 'Your referral was not taken on',
  },
  'referral answered': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your referral',
    screen: 'An agency answered your referral',
  },
  'referral light changed': {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral whose light has changed',
    screen: 'The light of a referral changed',
  },
} as const satisfies Notices
