import type { Events } from '../events/declaring.ts'

export const systemEvents = {
  'system.proposed': {
    inside: { systemId: 'always', agencyId: 'always' },
  },
  'system.agreed': {
    inside: { systemId: 'always', agencyId: 'always' },
  },
  'system.declined': {
    inside: { systemId: 'always', agencyId: 'always' },
  },
  'system.ended': {
    inside: { systemId: 'always', agencyId: 'always' },
  },
} as const satisfies Events
