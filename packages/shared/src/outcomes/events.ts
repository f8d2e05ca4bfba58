import type { Events } from '../events/declaring.ts'

export const outcomeEvents = {
  'outcomes.recorded': {
    inside: { outcomesId: 'always', caseId: 'always', replaces: 'or null' },
  },
  'outcomes.put_off': {
    inside: { reviewId: 'always', caseId: 'always' },
  },
} as const satisfies Events
