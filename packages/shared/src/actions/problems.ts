import type { Problems } from '../problem.ts'

export const actionProblems = {
  'action.wrong_state': {
    status: 409,
    title: 'The action has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
} as const satisfies Problems
