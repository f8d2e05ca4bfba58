import type { Changing } from '../audit.ts'

export const safeguardingChanges = {
  safeguarding: { is: 'Safeguarding' },
} as const satisfies Changing
