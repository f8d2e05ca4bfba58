/** What is recorded here, as the end of a sentence that begins with who. */
export const auditAudit = {
  'audit.searched': 'searched the audit trail',
  'audit.searches_read': 'asked who had searched for a name',
  'audit.unusual_read': 'looked at who reads unusually',
  'audit.unusual_answered': 'answered for unusual reading',
  'access.denied': 'was refused',
} as const
