import type { Events } from '../events/declaring.ts'

/** Never told outside: no other system hears that there is anybody (HRM-1). */
export const harmEvents = {
  'person_who_harms.asked_about': { inside: { personId: 'always', caseId: 'always' } },
  /** Changed, ended or put back by `by`. */
  'person_who_harms.changed': { inside: { personId: 'always', caseId: 'always', by: 'always' } },
  /** Recorded under the name of somebody who works in the partnership. */
  'person_who_harms.namesake': { inside: { personId: 'always', caseId: 'always' } },
  'conflict.answered': { inside: { personId: 'always', caseId: 'always', agencyId: 'always' } },
} as const satisfies Events
