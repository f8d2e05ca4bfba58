import type { Problems } from '../problem.ts'

export const workerSafetyProblems = {
  'worker_warning.ended': {
    status: 409,
    title: 'This warning was ended already',
    fix: 'Read the case again. If it is so once more, record it anew.',
  },
} as const satisfies Problems
