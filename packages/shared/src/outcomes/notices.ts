import type { Notices } from '../notices/declaring.ts'

export const outcomeNotices = {
  outcomes_to_look_at: {
    subject: 'case',
    at: '/cases/:id/outcomes',
    mail: 'a review that is due',
    screen: 'It is time to ask how somebody is doing',
  },
} as const satisfies Notices
