import type { Changing } from '../audit.ts'

export const childChanges = {
  child: { is: 'Child' },
} as const satisfies Changing
