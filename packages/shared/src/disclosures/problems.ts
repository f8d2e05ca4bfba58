import type { Problems } from '../problem.ts'

export const disclosureProblems = {
  'disclosure.own': {
    status: 409,
    title: 'Nobody decides her own request to release a document',
    fix: 'Ask another coordinator to decide it.',
  },
  'disclosure.decided': {
    status: 409,
    title: 'This request was decided already',
    fix: 'Read it again; another copy, or another recipient, is asked for anew.',
  },
} as const satisfies Problems
