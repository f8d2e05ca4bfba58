import type { Notices } from '../notices/declaring.ts'

export const planNotices = {
  plan_proposed: {
    subject: 'case',
    at: '/cases/:id/plan',
    mail: 'a line that is proposed for a plan',
    screen: 'A line is proposed for a plan',
  },
  plan_amended: {
    subject: 'case',
    at: '/cases/:id/plan',
    mail: 'a plan that was amended between meetings',
    screen: 'A plan was amended between meetings',
  },
  plan_to_look_at: {
    subject: 'case',
    at: '/cases/:id/plan',
    mail: 'a plan that is to be looked at again',
    screen: 'It is time to look at a plan again',
  },
} as const satisfies Notices
