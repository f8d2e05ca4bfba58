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
  lawful_basis: { is: 'What sharing rests on in law', states: { named: 'named' } },
} as const satisfies Changing
