import type { Problems } from '../problem.ts'

export const sharingProblems = {
  'sharing.settled': {
    status: 409,
    title: 'That has been settled already',
    fix: 'Read the change again: somebody answered it, or what ran has ended.',
  },
  'sharing.nothing_runs': {
    status: 409,
    title: 'Nothing of yours runs there',
    fix: 'Nothing to do.',
  },
} as const satisfies Problems
