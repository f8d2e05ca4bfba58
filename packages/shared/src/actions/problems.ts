import type { Problems } from '../problem.ts'

export const actionProblems = {
  'action.wrong_state': {
    status: 409,
    title: 'The action has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
  'action.not_asked': {
    status: 409,
    title: 'Nobody asks whether this action is taken on',
    fix: 'It was agreed with its agency there, was answered already, or has ended: read it again.',
  },
} as const satisfies Problems
