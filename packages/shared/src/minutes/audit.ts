/** What is recorded here, as the end of a sentence that begins with who. */
export const minutesAudit = {
  'minutes.read': 'read the minutes',
  'minutes.edited': 'worded the minutes',
  'minutes.distributed': 'distributed the minutes',
  'minutes.correction_dropped': 'dropped a correction of minutes',
  'minutes.correction_started': 'began a correction of the minutes',
  'minutes.acknowledged': 'acknowledged the minutes',
} as const
