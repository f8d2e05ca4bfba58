import type { Events } from '../events/declaring.ts'

const inside = { emergencyAccessId: 'always', caseId: 'always', accountId: 'always' } as const

export const emergencyAccessEvents = {
  'emergency_access.taken': { inside },
  'emergency_access.barred': { inside },
  'emergency_access.asked_by_name': { inside: { requestId: 'always', accountId: 'always' } },
  'emergency_access.by_name_answered': { inside: { requestId: 'always', accountId: 'always' } },
  'emergency_access.ended': { inside },
  'emergency_access.reviewed': { inside },
} as const satisfies Events
