/** What is recorded here, as the end of a sentence that begins with who. */
export const safeguardingAudit = {
  'safeguarding.opened': 'opened a safeguarding notification',
  'safeguarding.recorded': 'recorded that safeguarding was told',
} as const
