/** What is recorded here, as the end of a sentence that begins with who. */
export const systemAudit = {
  'system.proposed': 'asked to connect a case system',
  'system.agreed': 'agreed to a case system',
  'system.declined': 'declined a case system',
  'system.changed': 'changed a case system',
  'system.ended': 'ended a case system',
  'system.secret_made': 'made a secret for a case system',
  'system.secret_ended': 'ended a secret of a case system',
  'system.token_given': 'was given a token',
  'system.token_refused': 'was refused a token',
  'system.token_revoked': 'gave a token back',
  'system.calls_read': 'looked at what a case system did',
} as const
