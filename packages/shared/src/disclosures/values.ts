export const disclosureStates = ['asked', 'agreed', 'declined'] as const
export type DisclosureState = (typeof disclosureStates)[number]
