import { randomBytes } from 'node:crypto'
import type { Permission } from '@alongside/shared/access'
import { workingSystemStates } from '@alongside/shared/systems/rules'
import { placeInForce } from '../access/visibility.ts'
import type { Connection } from '../db/pool.ts'
import type { Member } from '../http/actor.ts'
import { isId, newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'

/** Seconds that a system's token is good for. Nothing renews it: the system asks for the next one. */
export const tokenSeconds = 15 * 60

/** Is looked for in place of what is no id, so that it takes as long. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** A system whose secret was right and which may work now. */
export interface SystemInForce extends Omit<Member, 'sessionId' | 'role' | 'limits'> {
  systemId: string
  scopes: Permission[]
  addresses: string[]
  expiresAt: string
}

/**
 * The system of that id and secret, if all that it rests on stands: agreed, not past its end, its owner in place, its
 * agency's agreements in force (API-2). Null tells nothing of which it was.
 */
export async function systemBySecret(
  identity: Connection,
  systemId: string,
  secret: string,
  now: string,
): Promise<SystemInForce | null> {
  const { rows } = await identity.query<SystemInForce>({
    name: 'system-by-secret',
    text: `UPDATE system_secrets x SET last_used_at = $3
      FROM systems s
      JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.agency_id
      JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.membership_id
      JOIN memberships o ON o.partnership_id = s.partnership_id AND o.id = s.owner_membership_id
     WHERE s.id = $1 AND x.partnership_id = s.partnership_id AND x.system_id = s.id AND x.hash = $2 AND x.ended_at IS NULL
       AND s.state = ANY ($4) AND s.expires_at > $3 AND g.standing_until > $3 AND ${placeInForce('$3')}
       AND ${placeInForce('$3', 'o')}
     RETURNING s.id AS "systemId", s.partnership_id AS "partnershipId", s.agency_id AS "agencyId", m.id AS "membershipId",
       m.account_id AS "accountId", s.scopes, s.addresses, s.expires_at AS "expiresAt"`,
    values: [isId(systemId) ? systemId : nobody, secretHash(secret), now, workingSystemStates],
  })
  return rows[0] ?? null
}

/** The system that somebody tried to speak for, to put on record that it was refused; null for an id of no system. */
export async function systemTried(identity: Connection, systemId: string) {
  const { rows } = await identity.query<{ partnershipId: string; agencyId: string; accountId: string }>(
    `SELECT s.partnership_id AS "partnershipId", s.agency_id AS "agencyId", m.account_id AS "accountId"
       FROM systems s JOIN memberships m ON m.partnership_id = s.partnership_id AND m.id = s.membership_id WHERE s.id = $1`,
    [isId(systemId) ? systemId : nobody],
  )
  return rows[0] ?? null
}

/** A session like a person's, so that it is confirmed, and can be ended, like one; but nothing refreshes it. */
export async function openSystemSession(
  identity: Connection,
  { accountId, membershipId, expiresAt }: SystemInForce,
  now: string,
): Promise<{ sessionId: string; until: number }> {
  const sessionId = newId()
  const until = Math.min(Date.parse(now) + tokenSeconds * 1000, Date.parse(expiresAt))
  await identity.query(
    `INSERT INTO sessions (id, account_id, membership_id, family_hash, refresh_hash, rotated_at, created_at, idle_until, absolute_until)
     VALUES ($1, $2, $3, $4, $4, $5, $5, $6, $6)`,
    [sessionId, accountId, membershipId, randomBytes(32), now, new Date(until).toISOString()],
  )
  return { sessionId, until: Math.floor(until / 1000) }
}

/** Whether that session still opens anything; its beginning, epoch seconds. */
export async function liveSession(
  identity: Connection,
  sessionId: string,
  now: string,
): Promise<{ since: number } | null> {
  const { rows } = await identity.query<{ created_at: string }>(
    `SELECT s.created_at FROM sessions s
       JOIN memberships m ON m.id = s.membership_id AND ${placeInForce('$2')}
       JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id AND g.standing_until > $2
      WHERE s.id = $1 AND s.ended_at IS NULL AND s.absolute_until > $2`,
    [sessionId, now],
  )
  return rows[0] ? { since: Math.floor(Date.parse(rows[0].created_at) / 1000) } : null
}
