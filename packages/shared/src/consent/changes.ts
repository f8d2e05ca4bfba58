import type { Changing } from '../audit.ts'

export const consentChanges = {
  consent: {
    is: 'Consent',
    states: { in_force: 'in force', shared_without_consent: 'shared without consent' },
  },
} as const satisfies Changing
