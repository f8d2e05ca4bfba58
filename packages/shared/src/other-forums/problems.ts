import type { Problems } from '../problem.ts'

export const otherForumProblems = {
  'other_forum.for_leads': {
    status: 403,
    title: 'MAPPA is recorded by an agency’s lead',
    fix: 'Tell your agency’s lead, who records it.',
  },
} as const satisfies Problems
