/** What is recorded here, as the end of a sentence that begins with who. */
export const reachAudit = {
  'case.way_recorded': 'recorded a way to reach her',
  'case.way_read': 'read a way to reach her',
  'case.way_changed': 'changed a way to reach her',
} as const
