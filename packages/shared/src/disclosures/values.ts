export const disclosureStates = ['asked', 'agreed', 'declined'] as const
export type DisclosureState = (typeof disclosureStates)[number]

/** Of what the people in one document refuse, and of the cases that it leaves out. */
export const noesAtMost = 500
