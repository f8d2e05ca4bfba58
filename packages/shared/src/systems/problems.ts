import type { Problems } from '../problem.ts'

export const systemProblems = {
  'system.not_the_lead': {
    status: 403,
    title: 'Your agency’s safeguarding lead does this',
    fix: 'Ask the person whom the members’ list names as your safeguarding lead.',
  },
  'system.wrong_state': {
    status: 409,
    title: 'That cannot be done with this system now',
    fix: 'Read it again: it is not agreed yet, or has ended.',
  },
  'system.own_proposal': {
    status: 409,
    title: 'Whoever asked for a system does not agree to it',
    fix: 'Let another coordinator decide.',
  },
  'system.two_secrets': {
    status: 409,
    title: 'A system has two secrets at most',
    fix: 'End the one that is no longer used, then make a new one.',
  },
} as const satisfies Problems
