/** What is recorded here, as the end of a sentence that begins with who. */
export const exclusionAudit = {
  'exclusion.stood_aside': 'stood aside from the case',
  'exclusion.read': 'read to whom the case is closed',
  'exclusion.closed': 'closed the case to one person',
  'exclusion.ended': 'opened the case again to one person',
  'exclusion.reviewed': 'looked at whether the case stays closed to one person',
} as const
