import type { Problems } from '../problem.ts'

export const leavingProblems = {
  'left_work.answered': {
    status: 409,
    title: 'That was handed on, or left for a reason, already',
    fix: 'Read the list again.',
  },
  'left_work.cannot_take': {
    status: 409,
    title: 'This colleague has no place here any more, or may not see what it is about',
    fix: 'Choose another colleague, or leave it and say why.',
  },
} as const satisfies Problems
