import type { Changing } from '../audit.ts'

export const guestChanges = {
  invitation: { is: 'Invitation' },
} as const satisfies Changing
