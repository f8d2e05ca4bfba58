/** What is recorded here, as the end of a sentence that begins with who. */
export const emergencyAudit = {
  'meeting.called': 'called an emergency meeting',
  'meeting.contact_logged': 'logged an attempt to reach someone',
  'meeting.signed_aloud': 'recorded that someone agreed by voice',
} as const
