import type { Changing } from '../audit.ts'
import { actionStateWords } from './words.ts'

export const actionChanges = {
  action: { is: 'Action', states: { ...actionStateWords, accepted: 'taken on by its agency' } },
} as const satisfies Changing
