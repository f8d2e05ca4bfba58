/** What is recorded here, as the end of a sentence that begins with who. */
export const flagAudit = {
  'flag.asked': 'an agency was asked for its flag',
  'flag.listed': 'looked at flags',
  'flag.confirmed': 'confirmed a flag',
  'flag.taken_down': 'took a flag down',
  'flag.ended': 'an agency is no longer asked for its flag',
} as const
