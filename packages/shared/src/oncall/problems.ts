import type { Problems } from '../problem.ts'

export const onCallProblems = {
  'on_call.empty': {
    status: 409,
    title: 'There is nobody on the list',
    fix: 'Write down who answers first; saving the list confirms it.',
  },
} as const satisfies Problems
