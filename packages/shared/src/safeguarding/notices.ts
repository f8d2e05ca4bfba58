import type { Notices } from '../notices/declaring.ts'

export const safeguardingNotices = {
  // Recorded from the list on the landing page, whichever case it belongs to.
  safeguarding_to_record: {
    subject: 'safeguarding',
    at: '/',
    mail: 'something urgent to do and record',
    screen: 'A safeguarding team must be told, and that recorded',
  },
  // SAF-1, HRM-1: whoever could read it there is kept from her; that stands nowhere.
  safeguarding_to_ring: {
    subject: 'safeguarding',
    at: '/',
    mail: 'a team to ring now',
    screen: 'A safeguarding team was not reached here: ring it now, and record that',
  },
  // SAF-1, SAF-2: to the people of a member’s front door. The page opens that notification alone.
  safeguarding_received: {
    subject: 'received_notification',
    at: '/received-notifications/:id',
    mail: 'something urgent for your team to answer',
    screen: 'Another agency tells your team of somebody at risk',
  },
  safeguarding_taken_back: {
    subject: 'received_notification',
    at: '/received-notifications/:id',
    mail: 'something for your team that was taken back',
    screen: 'What your team was told of somebody at risk was taken back',
  },
  safeguarding_answered: {
    subject: 'safeguarding',
    at: '/',
    mail: 'an answer of another team',
    screen: 'The safeguarding team has answered: it stands on the case',
  },
} as const satisfies Notices
