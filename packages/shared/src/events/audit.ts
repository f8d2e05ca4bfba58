/** What is recorded here, as the end of a sentence that begins with who. */
export const eventAudit = {
  'event.listed': 'read what happened, for an agency’s own system',
} as const
