import type { DisclosureState } from './values.ts'

/** CNF-1: what became of a copy that was asked for somebody outside. */
export const disclosureStateWords = {
  asked: 'waits for the coordinator',
  agreed: 'agreed',
  declined: 'not agreed',
} as const satisfies Record<DisclosureState, string>
