import type { Problems } from '../problem.ts'

export const roomProblems = {
  'contribution.of_another': {
    status: 409,
    title: 'Another agency said this',
    fix: 'Ask that agency to put it right, or share what yours knows beside it.',
  },
  'item.closed': {
    status: 409,
    title: 'This agenda item is closed',
    fix: 'Corrections to the minutes are made as a new version.',
  },
  'item.not_ended': {
    status: 409,
    title: 'This case was neither discussed nor put off at this meeting',
    fix: 'Read the agenda again. What was taken off it is listed anew, or waits for its hold to be lifted.',
  },
  'item.basis_missing': {
    status: 409,
    title: 'A basis for sharing is needed before this case is spoken of',
    fix: 'Record consent, or sharing without consent, on the case; or put the item off with that reason.',
  },
  'item.must_step_out': {
    status: 409,
    title: 'Somebody here must not hear this case',
    fix: 'Ask those who are named to leave, confirm that they have, and begin it then.',
  },
} as const satisfies Problems
