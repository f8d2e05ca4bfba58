import type { Problems } from '../problem.ts'

export const limitProblems = {
  'limit.stands': {
    status: 409,
    title: 'She said no to this, and her no stands',
    fix: 'Ask the coordinator: it is passed only by a decision of two people of two agencies, neither of which gains by it.',
  },
} as const satisfies Problems
