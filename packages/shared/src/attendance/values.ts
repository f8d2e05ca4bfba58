/** MTG-6: what the chair says of somebody who has signed. */
export const attendanceMarks = ['came', 'left', 'was_not_here'] as const
