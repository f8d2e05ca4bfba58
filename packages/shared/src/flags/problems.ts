import type { Problems } from '../problem.ts'

export const flagProblems = {
  'flag.wrong_state': {
    status: 409,
    title: 'That cannot be said of the flag now',
    fix: 'Read it again: it is not asked for, or was taken down meanwhile.',
  },
} as const satisfies Problems
