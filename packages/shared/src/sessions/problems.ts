import type { Problems } from '../problem.ts'

export const sessionProblems = {
  'invitation.spent': {
    status: 409,
    title: 'This invitation was used or is too old',
    fix: 'Ask your coordinator for a new one.',
  },
} as const satisfies Problems
