/** What is recorded here, as the end of a sentence that begins with who. */
export const outcomeAudit = {
  'outcomes.read': 'looked at how she is doing',
  'outcomes.recorded': 'recorded how she is doing',
  'outcomes.put_off': 'put a review off',
} as const
