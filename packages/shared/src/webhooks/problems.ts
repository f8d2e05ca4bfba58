import type { Problems } from '../problem.ts'

export const webhookProblems = {
  'webhook.too_many': {
    status: 409,
    title: 'Your agency has as many webhook endpoints as it may have',
    fix: 'Remove one that is no longer needed.',
  },
  'webhook.stopped': {
    status: 409,
    title: 'Nothing is sent to this endpoint now',
    fix: 'Turn it on first.',
  },
  'webhook.waits': {
    status: 409,
    title: 'This delivery is on its way already',
    fix: 'Wait for its next try; the list says when that is.',
  },
} as const satisfies Problems
