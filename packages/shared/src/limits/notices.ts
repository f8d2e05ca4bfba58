import type { Notices } from '../notices/declaring.ts'

export const limitNotices = {
  limit_recorded: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'what somebody does not want',
    screen: 'She has said no to something: read it before you share anything more',
  },
  limit_lifted: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'a promise that your agency gave',
    screen: 'A no that your agency promised to keep was lifted, as she is said to wish',
  },
  limit_contradicts_consent: {
    subject: 'case',
    at: '/cases/:id/consent',
    mail: 'two records that contradict each other',
    screen: 'A consent names an agency that she refused: her no holds until she is asked',
  },
} as const satisfies Notices
