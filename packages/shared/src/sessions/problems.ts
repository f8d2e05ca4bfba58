import type { Problems } from '../problem.ts'

export const sessionProblems = {
  'session.not_proved': {
    status: 403,
    title: 'That is not your password',
    fix: 'Check it and type it again. After several tries there is a short wait.',
  },
  'invitation.spent': {
    status: 409,
    title: 'This invitation was used or is too old',
    fix: 'Use the link in the newest mail, or ask whoever invited you to send it again.',
  },
} as const satisfies Problems
