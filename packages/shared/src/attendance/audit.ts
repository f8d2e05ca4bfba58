/** What is recorded here, as the end of a sentence that begins with who. */
export const attendanceAudit = {
  'meeting.paper_signed': 'recorded a signature on paper',
  'attendance.came': 'came into the room of a meeting',
  'attendance.left': 'left the room of a meeting',
  'attendance.marked': 'recorded who was in the room of a meeting',
  'apologies.given': 'recorded apologies',
  'apologies.withdrawn': 'took apologies back',
} as const
