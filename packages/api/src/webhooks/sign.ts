import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** A secret as Standard Webhooks 1.0 writes it: 32 bytes, base64, after `whsec_`. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

export interface Message {
  /** The event's, the same however often it is sent. */
  id: string
  /** When it is sent, RFC 3339. */
  at: string
  body: string
}

/** The headers of a message, signed under each of the secrets. */
export function signedHeaders(secrets: readonly string[], { id, at, body }: Message): Record<string, string> {
  const sentAt = new Date(at)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  }
}
