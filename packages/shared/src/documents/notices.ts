import type { Notices } from '../notices/declaring.ts'

export const documentNotices = {
  meeting_papers_ready: {
    subject: 'meeting',
    at: '/meetings/:id/documents',
    mail: 'the papers of a meeting',
    screen: 'The papers of a meeting are ready',
  },
  paper_lost: {
    subject: 'meeting',
    at: '/meetings/:id/documents',
    mail: 'paper that is lost',
    screen: 'A paper copy is lost: see to it, and say what was done',
  },
} as const satisfies Notices
