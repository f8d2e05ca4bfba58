import type { Problems } from '../problem.ts'

export const consentProblems = {
  'consent.ended': {
    status: 409,
    title: 'That consent has ended already',
    fix: 'Nothing to do: the grants that rested on it have ended.',
  },
} as const satisfies Problems
