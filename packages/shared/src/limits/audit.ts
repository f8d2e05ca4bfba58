/** What is recorded here, as the end of a sentence that begins with who. */
export const limitAudit = {
  'limit.recorded': 'recorded what she does not want',
  'limit.confirmed': 'recorded that her no stands',
  'limit.lifted': 'recorded that she lifts her no',
  'limit_override.decided': 'decided on sharing past her no',
  'limit_override.closed': 'closed, undecided, what was opened past her no',
  'limit_override.lapsed': 'ended, undecided, what was asked past her no',
} as const
