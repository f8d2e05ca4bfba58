import type { Problems } from '../problem.ts'

export const safeguardingProblems = {
  'safeguarding.recorded': {
    status: 409,
    title: 'This notification was recorded already',
    fix: 'Read it again.',
  },
  'safeguarding.unrecorded': {
    status: 409,
    title: 'That they were told is not recorded yet',
    fix: 'Record first when they were told and by whom it was taken; the reference can come with it.',
  },
  'safeguarding.reference_settled': {
    status: 409,
    title: 'The reference is recorded already, or that there is none',
    fix: 'Read it again.',
  },
  'safeguarding.answered': {
    status: 409,
    title: 'This notification was answered already',
    fix: 'Read it again: a colleague has answered.',
  },
  'safeguarding.unanswered': {
    status: 409,
    title: 'This notification is not answered yet',
    fix: 'Answer it; the reference can come with the answer.',
  },
  'safeguarding.taken_back': {
    status: 409,
    title: 'This notification was taken back: her age was a slip of the pen',
    fix: 'There is nothing to answer.',
  },
} as const satisfies Problems
