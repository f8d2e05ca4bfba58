import type { Notices } from '../notices/declaring.ts'

export const workerSafetyNotices = {
  worker_warning_ended: {
    subject: 'case',
    at: '/cases/:id/worker-safety',
    mail: 'something of your agency’s that somebody ended',
    screen: 'A warning for workers that your agency recorded was ended: look whether that is right',
  },
} as const satisfies Notices
