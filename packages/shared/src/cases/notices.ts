import type { Notices } from '../notices/declaring.ts'

export const caseNotices = {
  emergency_access_taken: {
    subject: 'case',
    at: '/cases/:id',
    mail: 'an emergency access to look at',
    screen: 'Someone opened a case in an emergency',
  },
} as const satisfies Notices
