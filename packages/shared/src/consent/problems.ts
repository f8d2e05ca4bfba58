import type { Problems } from '../problem.ts'

export const consentProblems = {
  'consent.ended': {
    status: 409,
    title: 'That consent has ended already',
    fix: 'Nothing to do: the grants that rested on it have ended.',
  },
  'consent.leaves_out': {
    status: 409,
    title: 'This closes the case to an agency that sees it now',
    fix: 'Ask her whether she means it: name each such agency in `leavesOut`, or among those that she agrees to.',
  },
} as const satisfies Problems
