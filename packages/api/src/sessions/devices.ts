import { randomBytes } from 'node:crypto'
import Bowser from 'bowser'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Connection } from '../db/pool.ts'
import type { Actor } from '../http/actor.ts'
import { deviceSecretOf, setDeviceCookie } from '../http/authenticate.ts'
import { newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'

/** IDN-2: the browser in which that account was signed in to before, by the cookie that it kept; null for any other. */
export async function knownDevice(
  identity: Connection,
  email: string,
  request: FastifyRequest,
): Promise<string | null> {
  const secret = deviceSecretOf(request)
  if (!secret) return null
  const { rows } = await identity.query<{ id: string }>(
    'SELECT d.id FROM devices d JOIN accounts a ON a.id = d.account_id WHERE a.email = $1 AND d.secret_hash = $2',
    [email, secretHash(secret)],
  )
  return rows[0]?.id ?? null
}

/** Of one account: each has tries of its own, which no guesser is to have without end. */
const knownAtMost = 20

/**
 * The browser of somebody who has just signed in, known from then on. Where she is in it for the first time, and was in another
 * before, a letter tells her, with the same statement: it is known to nobody who was not told.
 */
export async function rememberDevice(
  identity: Connection,
  { accountId, sessionId }: Pick<Actor, 'accountId' | 'sessionId'>,
  { request, response }: { request: FastifyRequest; response: FastifyReply },
  now: string,
): Promise<{ told: boolean }> {
  const name = nameOf(request.headers['user-agent'])
  const secret = deviceSecretOf(request) ?? randomBytes(32).toString('base64url')
  // With each sign-in for another year.
  setDeviceCookie(response, secret)
  const { rowCount } = await identity.query(
    `WITH device AS (
        INSERT INTO devices AS d (id, account_id, secret_hash, name, known_since, last_used_at) VALUES ($1, $2, $3, $4, $5, $5)
          ON CONFLICT (account_id, secret_hash) DO UPDATE SET name = $4, last_used_at = $5 RETURNING d.id),
      placed AS (UPDATE sessions s SET device_id = device.id, from_address = $7 FROM device WHERE s.id = $6)
      INSERT INTO account_letters (id, kind, email, about, at)
        SELECT $8, 'new_device', a.email, $4, $5 FROM device JOIN accounts a ON a.id = $2
          WHERE device.id = $1 AND EXISTS (SELECT FROM devices o WHERE o.account_id = $2)`,
    [newId(), accountId, secretHash(secret), name, now, sessionId, request.ip, newId()],
  )
  await identity.query(
    `DELETE FROM devices WHERE account_id = $1 AND id NOT IN (
        SELECT id FROM devices WHERE account_id = $1 ORDER BY last_used_at DESC, id DESC LIMIT $2)`,
    [accountId, knownAtMost],
  )
  return { told: rowCount === 1 }
}

/** "Chrome on Windows": enough to tell a phone from an office, and all that is kept of what a browser says of itself. */
function nameOf(userAgent: string | undefined): string {
  if (!userAgent) return 'A program'
  const { browser, os } = Bowser.parse(userAgent)
  // Of one that it does not know it gives whatever stands there, which would go into our mails.
  const known = Object.values(Bowser.BROWSER_MAP).includes(browser.name ?? '')
  return `${known ? browser.name : 'A browser'}${os.name ? ` on ${os.name}` : ''}`.slice(0, 120)
}
