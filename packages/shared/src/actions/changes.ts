import type { Changing } from '../audit.ts'
import { actionStateWords } from './words.ts'

export const actionChanges = {
  action: { is: 'Action', states: actionStateWords },
} as const satisfies Changing
