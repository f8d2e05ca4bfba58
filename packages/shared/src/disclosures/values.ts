export const disclosureStates = ['asked', 'agreed', 'declined', 'taken_back'] as const
export type DisclosureState = (typeof disclosureStates)[number]

/** CNF-1: what a released copy may hold of a document, as it is cut to what the recipient needs. */
export const releaseParts = [
  'name',
  'light',
  'her_voice',
  'children',
  'reach',
  'warnings',
  'asks',
  'contributions',
  'plan',
  'record',
  'actions',
  'meeting',
] as const
export type ReleasePart = (typeof releaseParts)[number]

/** Of what the people in one document refuse, and of the cases that it leaves out. */
export const noesAtMost = 500
