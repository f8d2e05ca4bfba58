import type { Problems } from '../problem.ts'

export const consentProblems = {
  'consent.ended': {
    status: 409,
    title: 'That consent has ended already',
    fix: 'Nothing to do: the grants that rested on it have ended.',
  },
  'consent.not_taken': {
    status: 403,
    title:
      'An agreement is recorded by who took it from her, or by an agency that referred her or to which she agreed',
    fix: 'If you took it yourself, put your own name under “taken by”. Otherwise ask whoever did to record it. What she refuses or takes back, you may always record.',
  },
  'consent.leaves_out': {
    status: 409,
    title: 'This closes the case to an agency that sees it now',
    fix: 'Ask her whether she means it: say so of each such agency, or name it among those that she agrees to.',
  },
} as const satisfies Problems
