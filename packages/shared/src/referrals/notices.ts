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
  referral_taken_back: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a change to your referral',
    screen: 'What was decided on your referral was taken back: it waits for an answer again',
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
  referral_asked: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a question about your referral',
    screen: 'An agency asks about your referral before it answers',
  },
  question_clock_nearly_out: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a question about a referral whose time is nearly out',
    screen: 'The time to answer a question about your referral is nearly over',
  },
  question_clock_out: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a question about a referral whose time has passed',
    screen: 'The time to answer a question about your referral is over',
  },
  referral_question_answered: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'an answer to your question',
    screen: 'The referrer answered your question; your clock goes on',
  },
  referral_added_to: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'something new in a referral',
    screen: 'The referrer added to a referral',
  },
  referral_response_amended: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a changed answer to your referral',
    screen: 'An agency changed its answer to your referral',
  },
  rest_clock_nearly_out: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'the rest of a short form that is nearly due',
    screen: 'The rest of a short form is due soon',
  },
  rest_clock_out: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'the rest of a short form that has not come',
    screen: 'The rest of a short form has not come in time',
  },
  referral_nobody_has_her: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral that nobody has taken on',
    screen: 'Everybody has answered a referral, and nobody takes her on',
  },
  referral_half_over: {
    subject: 'referral',
    at: '/referrals/:id',
    mail: 'a referral that nobody has answered yet',
    screen: 'Half the time of a red referral is over and nobody has answered: see whom to ring',
  },
} as const satisfies Notices
