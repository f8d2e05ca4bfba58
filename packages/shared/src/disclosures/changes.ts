import type { Changing } from '../audit.ts'
import { disclosureStateWords } from './words.ts'

export const disclosureChanges = {
  disclosure: { is: 'Release to somebody outside', states: disclosureStateWords },
} as const satisfies Changing
