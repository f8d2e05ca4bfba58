import type { Problems } from '../problem.ts'

export const auditProblems = {
  'audit.answered': {
    status: 409,
    title: 'This is answered already',
    fix: 'Read the answer that stands. What is read from now on is noticed anew.',
  },
  'audit.for_another': {
    status: 409,
    title: 'Somebody else answers this',
    fix: 'Nobody answers for their own agency: the chair does for the coordinating agency, the coordinator for all others and for the chair.',
  },
} as const satisfies Problems
