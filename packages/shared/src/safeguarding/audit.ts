/** What is recorded here, as the end of a sentence that begins with who. */
export const safeguardingAudit = {
  'front_door.saved': 'changed whom one tells of somebody at risk',
  'safeguarding.opened': 'opened a safeguarding notification',
  'safeguarding.recorded': 'recorded that safeguarding was told',
} as const
