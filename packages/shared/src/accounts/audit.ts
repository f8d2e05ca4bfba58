/** What is recorded here, as the end of a sentence that begins with who. */
export const accountAudit = {
  'password.reset_asked': 'asked for a link to choose another password',
  'password.reset_opened': 'opened a link to choose another password',
  'password.reset': 'chose another password by a mailed link',
  'password.changed': 'changed their password',
  'account.alarm_raised': 'said that somebody else had used their account',
} as const
