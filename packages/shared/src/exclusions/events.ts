import type { Events } from '../events/declaring.ts'

/** Never told outside: that a case is closed to somebody is for few (HRM-1). */
export const exclusionEvents = {
  'exclusion.closed': { inside: { exclusionId: 'always', caseId: 'always' } },
  'exclusion.told': { inside: { exclusionId: 'always', caseId: 'always' } },
} as const satisfies Events
