/** What is recorded here, as the end of a sentence that begins with who. */
export const safeguardingAudit = {
  'front_door.saved': 'changed whom one tells of somebody at risk',
  'safeguarding.opened': 'opened a safeguarding notification',
  'safeguarding.recorded': 'recorded that safeguarding was told',
  'safeguarding.reference_recorded': 'recorded the reference of a safeguarding team, or that it gives none',
  'safeguarding.received_read': 'read a safeguarding notification as its front door',
  'safeguarding.answered': 'answered a safeguarding notification as its front door',
  'safeguarding.reference_given': 'gave the front door’s reference, or said that there is none',
} as const
