import type { Events } from '../events/declaring.ts'

export const workerSafetyEvents = {
  'worker_warning.ended': {
    inside: {
      workerWarningId: 'always',
      caseId: 'always',
      agencyId: 'always',
      recordedBy: 'always',
      byAccountId: 'always',
    },
  },
} as const satisfies Events
