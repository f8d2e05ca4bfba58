/** What is recorded here, as the end of a sentence that begins with who. */
export const workAudit = {
  'my_work.read': 'looked at their own work',
} as const
