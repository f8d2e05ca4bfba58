/** What is recorded here, as the end of a sentence that begins with who. */
export const leavingAudit = {
  'left_work.read': 'looked at what somebody left to be done who has left',
  'left_work.answered': 'handed on, or left for a reason, what somebody had to do who has left',
} as const
