import type { Notices } from '../notices/declaring.ts'

export const onCallNotices = {
  on_call_to_check: {
    subject: 'on_call',
    at: '/on-call',
    mail: 'a list of who answers in an emergency, to be checked',
    screen: 'Check who of your agency answers in an emergency',
  },
} as const satisfies Notices
