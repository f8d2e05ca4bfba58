import type { Problems } from '../problem.ts'

export const partnershipProblems = {
  'agreement.unsigned': {
    status: 403,
    title: 'Your agency’s charter and information sharing protocol are not signed and in force',
    fix: 'Your lead member signs them under “Agreements”; cases open right after.',
  },
  'agreement.signed': { status: 409, title: 'Your agency has signed this version', fix: 'Nothing to do.' },
  'membership.exists': {
    status: 409,
    title: 'That person already has this place',
    fix: 'Read the list of members.',
  },
  'membership.own': {
    status: 409,
    title: 'One does not end one’s own place',
    fix: 'Ask another coordinator, or the platform’s administrator.',
  },
  'partnership.exists': {
    status: 409,
    title: 'A partnership with that reference prefix exists',
    fix: 'Choose another prefix.',
  },
} as const satisfies Problems
