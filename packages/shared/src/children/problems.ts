import type { Problems } from '../problem.ts'

export const childProblems = {
  'child.incomplete': {
    status: 422,
    title: 'Something is missing of this child, or cannot be right',
    fix: 'Look at each place that is named.',
  },
  'child.closed': {
    status: 409,
    title: 'This child was taken off the case',
    fix: 'Record the child anew, if it is one of this case after all.',
  },
  'child.too_many': {
    status: 409,
    title: 'No more children fit on this case',
    fix: 'Take off those that were recorded by mistake.',
  },
} as const satisfies Problems
