import type { Problems } from '../problem.ts'

export const importProblems = {
  'import.wrong_state': {
    status: 409,
    title: 'That cannot be done with this import now',
    fix: 'Read it again: its state does not allow this. A spreadsheet with faults is put right and uploaded anew.',
  },
  'import.changed_since': {
    status: 409,
    title: 'Something that it made has been changed since, so that it stays',
    fix: 'The rows are named with this. What is wrong in them is put right where it stands.',
  },
} as const satisfies Problems
