import type { Notices } from '../notices/declaring.ts'

export const actionNotices = {
  action_agreed: {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action for your agency',
    screen: 'An action was agreed for your agency',
  },
  action_due_soon: {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that is due soon',
    screen: 'An action of your agency is due soon',
  },
  action_late: {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that is late',
    screen: 'An action of your agency is late',
  },
  action_done: {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that is done',
    screen: 'An action was done',
  },
  action_not_done: {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that was not done',
    screen: 'An action was closed without being done',
  },
} as const satisfies Notices
