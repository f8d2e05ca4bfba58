import type { Problems } from '../problem.ts'

export const monitoringProblems = {
  'report.wrong_state': {
    status: 409,
    title: 'The report has moved on',
    fix: 'Read it again. What is published never changes; a correction is a new edition.',
  },
  'report.period_running': {
    status: 409,
    title: 'That period has not ended yet',
    fix: 'Draw its report once its last day has passed.',
  },
  'report.being_drafted': {
    status: 409,
    title: 'A report of this period is being drafted',
    fix: 'Publish that one, or throw it away first.',
  },
  'report.out_of_date': {
    status: 409,
    title: 'Another report was published since this one was drawn',
    fix: 'Throw this one away and draw it again, so that the two together give nobody away.',
  },
  'population.unread': {
    status: 422,
    title: 'The table could not be read',
    fix: 'Put right each row that is named: it needs a category of the question, and a whole number.',
  },
} as const satisfies Problems
