import type { Changing } from '../audit.ts'

export const consentChanges = {
  consent: {
    is: 'Consent',
    states: {
      in_force: 'in force',
      shared_without_consent: 'shared without consent',
      asked_past_her_no: 'asked for past her no, nothing shared yet',
    },
  },
} as const satisfies Changing
