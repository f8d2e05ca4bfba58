import type { Problems } from '../problem.ts'

export const outcomeProblems = {
  'outcomes.not_asked': {
    status: 409,
    title: 'That review is not asked for now',
    fix: 'Read how she is doing again: it says which review is asked for. A look between reviews is recorded as another look.',
  },
  'outcomes.replaced': {
    status: 409,
    title: 'That look was put right already',
    fix: 'Read how she is doing again, and put the newer one right.',
  },
} as const satisfies Problems
