import type { Notices } from '../notices/declaring.ts'

export const safeguardingNotices = {
  // Recorded from the list on the landing page, whichever case it belongs to.
  safeguarding_to_record: {
    subject: 'safeguarding',
    at: '/',
    mail: 'a safeguarding notification to make and record',
    screen: 'A safeguarding team must be told, and that recorded',
  },
} as const satisfies Notices
