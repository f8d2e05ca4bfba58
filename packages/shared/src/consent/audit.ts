/** What is recorded here, as the end of a sentence that begins with who. */
export const consentAudit = {
  'consent.recorded': 'recorded consent',
  'consent.withdrawn': 'recorded that consent was withdrawn',
  'consent.lapsed': 'consent ran out',
  'lawful_basis.recorded': 'named what sharing rests on in law',
  'without_consent.recorded': 'recorded sharing without consent',
} as const
