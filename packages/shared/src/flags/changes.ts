import type { Changing } from '../audit.ts'
import { flagStateWords } from './words.ts'

export const flagChanges = {
  flag: { is: 'Flag', states: flagStateWords },
} as const satisfies Changing
