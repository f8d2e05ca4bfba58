import type { Notices } from '../notices/declaring.ts'

export const webhookNotices = {
  webhook_stopped: {
    subject: 'webhook',
    at: '/systems/webhooks',
    mail: 'a webhook endpoint that is told nothing any more',
    screen: 'Your agency’s system is no longer told what happens',
  },
} as const satisfies Notices
