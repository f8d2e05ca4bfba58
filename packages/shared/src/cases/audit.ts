/** What is recorded here, as the end of a sentence that begins with who. */
export const caseAudit = {
  'case.read': 'read the case',
  'case.listed': 'saw the case in a list or a search',
  'case.access_read': 'read who has looked',
  'case.voice_recorded': 'recorded her words',
  'case.age_recorded': 'recorded what is known of her age',
  'case.death_recorded': 'recorded that she has died',
  'case.hold_lifted': 'lifted a hold on the case',
  'case.files_joined': 'joined two files of one person',
  'case.files_parted': 'parted two files again',
} as const
