import type { Changing } from '../audit.ts'

export const harmChanges = {
  person_who_harms: {
    is: 'A person who harms her',
    states: {
      recorded: 'recorded',
      changed: 'changed',
      restored: 'put back as it was',
      settled: 'read by an agency that knows of him',
      no_longer: 'no danger to her any more',
      recorded_in_error: 'recorded in error',
      not_known: 'not known to an agency',
      stand_aside: 'somebody of an agency must stand aside',
      works_with_him: 'an agency works with him',
    },
  },
} as const satisfies Changing
