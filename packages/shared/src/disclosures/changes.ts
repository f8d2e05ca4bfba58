import type { Changing } from '../audit.ts'
import type { DisclosureState } from './values.ts'

export const disclosureChanges = {
  disclosure: {
    is: 'Release to somebody outside',
    states: { asked: 'asked', agreed: 'agreed', declined: 'not agreed' } satisfies Record<
      DisclosureState,
      string
    >,
  },
} as const satisfies Changing
