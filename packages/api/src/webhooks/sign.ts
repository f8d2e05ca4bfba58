import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A secret as Standard Webhooks 1.0 writes it: 32 bytes, base64, after `whsec_`. */
export const newSecret = (): string => prefix + randomBytes(32).toString('base64')

export interface Message {
  /** The event's, the same however often it is sent. */
  id: string
  /** When it is sent, RFC 3339. */
  at: string
  body: string
}

/** The headers of a message, signed under each of the secrets. Ours rather than a library's: one checks it in the tests. */
export function signedHeaders(secrets: readonly string[], { id, at, body }: Message): Record<string, string> {
  const timestamp = String(Math.floor(Date.parse(at) / 1000))
  const signature = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret)}`).join(' '),
  }
}
