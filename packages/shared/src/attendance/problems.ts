import type { Problems } from '../problem.ts'

export const attendanceProblems = {
  'meeting.signed_by_own_hand': {
    status: 409,
    title: 'One does not record one’s own signature on paper',
    fix: 'Sign on your own device, or let another coordinator record it.',
  },
  'attendance.not_signed': {
    status: 409,
    title: 'Nobody attends who has not signed',
    fix: 'Let them sign on their own device, or record their signature on paper; then say that they are here.',
  },
  'attendance.not_here': {
    status: 409,
    title: 'It is not on record that they were in the room',
    fix: 'Read attendance again; say first that they are here.',
  },
} as const satisfies Problems
