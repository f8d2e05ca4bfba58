/** What is recorded here, as the end of a sentence that begins with who. */
export const webhookAudit = {
  'webhook.added': 'added a webhook endpoint',
  'webhook.changed': 'changed a webhook endpoint',
  'webhook.removed': 'removed a webhook endpoint',
  'webhook.secret_changed': 'made a new secret for a webhook endpoint',
  'webhook.tested': 'tested a webhook endpoint',
  'webhook.replayed': 'had events sent to a webhook endpoint again',
} as const
