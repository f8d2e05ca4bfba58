import type { Problems } from '../problem.ts'

export const accountProblems = {
  'password.link_spent': {
    status: 409,
    title: 'This link was used or is too old',
    fix: 'Use the link in the newest mail, or ask for another one where you sign in.',
  },
  'password.refused': {
    status: 422,
    title: 'This password can be guessed',
    fix: 'Choose another one. A few words that only you put together are best, and none of them a name of yours.',
  },
} as const satisfies Problems
