import { randomBytes } from 'node:crypto'
import type { ClientBase } from 'pg'
import { newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'

interface Issued {
  kind: 'invitation' | 'reset' | 'alarm'
  email: string
  /** The place that an invitation is to. */
  offerId?: string | null
  /** An instant, after which it opens nothing. */
  until: string
}

/** What a link that is mailed carries; the database keeps its hash alone. But for an alarm's the one before of its kind opens nothing any more. */
export async function issueToken(
  client: Pick<ClientBase, 'query'>,
  { kind, email, offerId = null, until }: Issued,
  now: string,
): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  const values = [newId(), kind, email, secretHash(token), offerId, until, now]
  await client.query('SELECT app.issue_token($1, $2, $3, $4, $5, $6, $7)', values)
  return token
}
