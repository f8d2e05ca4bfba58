import type { Problems } from '../problem.ts'

export const agendaProblems = {
  'agenda.unchanged': {
    status: 409,
    title: 'The agenda stands as it was published',
    fix: 'Nothing to do: members were told. Publish it again once something has changed.',
  },
  'agenda.full': {
    status: 409,
    title: 'An agenda holds 200 cases at most',
    fix: 'Put it on the agenda of the next meeting.',
  },
  'agenda.case_listed': {
    status: 409,
    title: 'That case stands on this agenda already',
    fix: 'Read the meeting again.',
  },
  'agenda.not_in_order': {
    status: 422,
    title: 'That is no order of the cases that stand on this agenda now',
    fix: 'Read the meeting again, and name each case that still stands on it once.',
  },
} as const satisfies Problems
