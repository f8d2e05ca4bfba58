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
  // ACC-6: one answer, whether their agency sees the case or she refuses them.
  'guest.not_invitable': {
    status: 409,
    title: 'That person cannot be invited to this item',
    fix: 'Where their agency sees the case, ask them to come as a member of it. Otherwise invite somebody else.',
  },
} as const satisfies Problems
