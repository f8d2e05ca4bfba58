import type { Problems } from '../problem.ts'

export const eventProblems = {
  'events.too_old': {
    status: 410,
    title: 'What your agency was told is kept for 180 days, and this cursor is older',
    fix: 'Begin anew without a cursor, and list the cases, referrals and meetings that you follow: what changed meanwhile stands there.',
  },
} as const satisfies Problems
