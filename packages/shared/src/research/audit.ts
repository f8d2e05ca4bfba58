/** What is recorded here, as the end of a sentence that begins with who. */
export const researchAudit = {
  'item.prepared': 'prepared for the agenda item',
  'research.shared': 'shared into the item what an agency found',
} as const
