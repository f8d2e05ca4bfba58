import type { Problems } from '../problem.ts'

export const limitProblems = {
  'limit.stands': {
    status: 409,
    title: 'She said no to this, and her no stands',
    fix: 'Ask the coordinator: it is passed only by a decision of two people of two agencies, neither of which gains by it.',
  },
  'limit.lifted': {
    status: 409,
    title: 'She has lifted this already',
    fix: 'Nothing to do. If she says no again, record it anew.',
  },
  'limit.own': {
    status: 403,
    title: 'An agency does not lift what she said about it',
    fix: 'Ask a worker of another agency, whom she trusts, to speak with her and to record what she says.',
  },
  'consent.emergency': {
    status: 403,
    title: 'An emergency does not open it for this',
    fix: 'What she agrees to and what she refuses is recorded by whoever has another basis than an emergency.',
  },
} as const satisfies Problems
