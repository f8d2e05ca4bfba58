import type { Problems } from '../problem.ts'

export const caseProblems = {
  'case.held': {
    status: 409,
    title: 'Nothing goes on with this case',
    fix: 'Work on this case rests. Read the hold on it, or ask the coordinator, who lifts it.',
  },
  'case.hold_lifted': {
    status: 409,
    title: 'This hold has been lifted already',
    fix: 'Nothing to do.',
  },
  'case.joined': {
    status: 409,
    title: 'One of these files is joined with another already',
    fix: 'A file that goes on in another has none of its own. Read both again, and undo that first.',
  },
  'case.parted': {
    status: 409,
    title: 'These files have been parted already',
    fix: 'Nothing to do: each stands by itself again.',
  },
} as const satisfies Problems
