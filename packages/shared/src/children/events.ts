import type { Events } from '../events/declaring.ts'

export const childEvents = {
  'child.recorded': { inside: { childId: 'always', caseId: 'always' } },
  'child.changed': { inside: { childId: 'always', caseId: 'always' } },
} as const satisfies Events
