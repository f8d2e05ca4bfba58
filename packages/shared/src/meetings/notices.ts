import type { Notices } from '../notices/declaring.ts'

export const meetingNotices = {
  meeting_date_proposed: {
    subject: 'calendar',
    at: '/meetings',
    mail: 'new meeting dates to answer',
    screen: 'Dates of meetings are proposed: say whether you can come',
  },
  meeting_moved: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'a meeting that has moved',
    screen: 'A meeting has moved: say whether you can come',
  },
  meeting_confirmed: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'a meeting that is confirmed',
    screen: 'A meeting is confirmed, with its agenda',
  },
  meeting_to_confirm: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'a meeting to confirm',
    screen: 'A meeting’s place, date and time wait to be confirmed',
  },
  meeting_not_confirmed_in_time: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'a meeting that was not confirmed in time',
    screen: 'A meeting was not confirmed in the week before',
  },
  pack_due_soon: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'papers of a meeting to circulate',
    screen: 'A meeting’s papers are due and not circulated',
  },
  pack_late: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'papers of a meeting that are late',
    screen: 'A meeting’s papers were not circulated in time',
  },
  minutes_due_soon: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'minutes of a meeting to distribute',
    screen: 'A meeting’s minutes are due and not distributed',
  },
  minutes_late: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'minutes of a meeting that are late',
    screen: 'A meeting’s minutes were not distributed in time',
  },
  referrals_close_soon: {
    subject: 'meeting',
    at: '/meetings/:id',
    mail: 'a last day for referrals to the next meeting',
    screen: 'Referrals to the next meeting close in 2 working days',
  },
} as const satisfies Notices
