import type { Events } from '../events/declaring.ts'

export const monitoringEvents = {
  'report.published': {
    inside: { reportId: 'always' },
  },
} as const satisfies Events
