import type { Notices } from '../notices/declaring.ts'

export const documentNotices = {
  meeting_papers_ready: {
    subject: 'meeting',
    at: '/meetings/:id/documents',
    mail: 'the papers of a meeting',
    screen: 'The papers of a meeting are ready',
  },
} as const satisfies Notices
