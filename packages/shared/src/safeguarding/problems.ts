import type { Problems } from '../problem.ts'

export const safeguardingProblems = {
  'safeguarding.recorded': {
    status: 409,
    title: 'This notification was recorded already',
    fix: 'Read it again.',
  },
} as const satisfies Problems
