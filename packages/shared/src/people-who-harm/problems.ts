import type { Problems } from '../problem.ts'

export const harmProblems = {
  'person_who_harms.ended': {
    status: 409,
    title: 'What is recorded of this person was ended already',
    fix: 'Read the case again. If this person harms her again, record it anew.',
  },
  'worker.named': {
    status: 409,
    title: 'This worker is named on the case already',
    fix: 'Nothing to do.',
  },
  'worker.not_named': {
    status: 409,
    title: 'This worker is named here no more',
    fix: 'Nothing to do.',
  },
} as const satisfies Problems
