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
  'guest.may_be_refused': {
    status: 409,
    title: 'They may be of an agency that she refuses',
    fix: 'Say how you know that they are not of it, or do not agree.',
  },
  'guest.noes_unread': {
    status: 409,
    title: 'She has said no to something',
    fix: 'Read each no that is named, and say that the guest keeps to it.',
  },
} as const satisfies Problems
