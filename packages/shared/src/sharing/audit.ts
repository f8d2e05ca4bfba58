/** What is recorded here, as the end of a sentence that begins with who. */
export const sharingAudit = {
  'sharing.read': 'read that sharing changed',
  'sharing.stopped': 'said that their agency has stopped',
  'sharing.settled': 'settled what ran with an agency that may read no more',
} as const
