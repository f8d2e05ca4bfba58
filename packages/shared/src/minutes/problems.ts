import type { Problems } from '../problem.ts'

export const minutesProblems = {
  'minutes.distributed': {
    status: 409,
    title: 'These minutes are distributed, and do not change any more',
    fix: 'Correct them by a new version that says what changed and why.',
  },
  'minutes.first_draft': {
    status: 409,
    title: 'These are the meeting’s first minutes, and no correction',
    fix: 'Reopen the meeting where something is missing; its draft goes with that.',
  },
  'minutes.being_drafted': {
    status: 409,
    title: 'A version of these minutes is being drafted',
    fix: 'Finish and distribute that one first.',
  },
} as const satisfies Problems
