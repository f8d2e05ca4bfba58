/** What is recorded here, as the end of a sentence that begins with who. */
export const limitAudit = {
  'limit.recorded': 'recorded what she does not want',
  'limit.confirmed': 'recorded that her no stands',
  'limit.lifted': 'recorded that she lifts her no',
} as const
