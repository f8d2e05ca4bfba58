import type { Problems } from '../problem.ts'

export const attendanceProblems = {
  'meeting.signed_by_own_hand': {
    status: 409,
    title: 'One does not record one’s own signature on paper',
    fix: 'Sign on your own device, or let another coordinator record it.',
  },
} as const satisfies Problems
