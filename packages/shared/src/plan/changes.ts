import type { Changing } from '../audit.ts'
import { planStateWords } from './words.ts'

export const planChanges = {
  plan_line: { is: 'A line of the plan', states: planStateWords },
} as const satisfies Changing
