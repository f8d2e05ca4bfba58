import type { Notices } from '../notices/declaring.ts'

export const actionNotices = {
  'action agreed': {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action for your agency',
    screen: 'An action was agreed for your agency',
  },
  'action due soon': {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that is due soon',
    screen: 'An action of your agency is due soon',
  },
  'action late': {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that is late',
    screen: 'An action of your agency is late',
  },
  'action done': {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that is done',
    screen: 'An action was done',
  },
  'action not done': {
    subject: 'action',
    at: '/actions/:id',
    mail: 'an action that was not done',
    screen: 'An action was closed without being done',
  },
} as const satisfies Notices
