import type { Problems } from '../problem.ts'

export const guestProblems = {
  'guest.wrong_state': {
    status: 409,
    title: 'The invitation has moved on',
    fix: 'Read it again: its state does not allow this now.',
  },
  'guest.invited': {
    status: 409,
    title: 'That person is invited already',
    fix: 'Read the list of guests; an invitation that ended can be proposed anew.',
  },
  'guest.sees_already': {
    status: 409,
    title: 'That person’s agency sees this case and needs no invitation',
    fix: 'Ask them to come as a member of their agency.',
  },
} as const satisfies Problems
