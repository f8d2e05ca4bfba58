/** What is recorded here, as the end of a sentence that begins with who. */
export const auditAudit = {
  'audit.searched': 'searched the audit trail',
  'access.denied': 'was refused',
} as const
