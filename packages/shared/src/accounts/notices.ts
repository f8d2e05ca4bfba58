import type { Notices } from '../notices/declaring.ts'

export const accountNotices = {
  account_alarm: {
    subject: 'membership',
    at: '/members',
    mail: 'an account that somebody else may have used, urgent',
    screen:
      'Somebody says that their account was used by somebody else: everything it was signed in to has ended',
  },
} as const satisfies Notices
