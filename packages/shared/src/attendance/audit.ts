/** What is recorded here, as the end of a sentence that begins with who. */
export const attendanceAudit = {
  'meeting.paper_signed': 'recorded a signature on paper',
  'apologies.given': 'recorded apologies',
  'apologies.withdrawn': 'took apologies back',
} as const
