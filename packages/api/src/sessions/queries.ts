import { randomBytes } from 'node:crypto'
import { permissionsOf, type Role, rolesBy } from '@alongside/shared/access'
import type { AuditAction } from '@alongside/shared/audit'
import { placesOfOne } from '@alongside/shared/partnerships/values'
import { listedSessions, type OpenSession, type Session } from '@alongside/shared/sessions/contract'
import { roleIn } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import type { Connection } from '../db/pool.ts'
import type { Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'
import { secretHash } from '../secret-hash.ts'
import type { Vault } from '../vault.ts'

/** Minutes without a refresh, and hours altogether, after which one signs in again. */
const idleMinutes = 30
const absoluteHours = 12
/** Minutes for which a proof that somebody is there holds. */
const provedMinutes = 5
/** Seconds in which the refresh token before the last still answers: two tabs refresh at once. */
const graceSeconds = 10

const after = (now: string, milliseconds: number) => new Date(Date.parse(now) + milliseconds).toISOString()
export const provedUntil = (now: string) => after(now, provedMinutes * 60_000)
const idleUntil = (now: string) => after(now, idleMinutes * 60_000)

interface Place {
  membership_id: string
  role: Role
  agency_id: string
  agency_name: string
  partnership_id: string
  partnership_name: string
  standing_until: string | null
}

/** Where an account may act now, oldest place first. */
async function placesOf(identity: Connection, accountId: string, now: string): Promise<Place[]> {
  const { rows } = await identity.query<Place>({
    name: 'places',
    text: `SELECT m.id AS membership_id, m.role, m.agency_id, g.name AS agency_name, m.partnership_id, p.name AS partnership_name, g.standing_until
      FROM memberships m
      JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
      JOIN partnerships p ON p.id = m.partnership_id
      WHERE m.account_id = $1 AND ${placeInForce('$2')}
      ORDER BY m.started_at, m.id`,
    values: [accountId, now],
  })
  return rows
}

const actorIn = (sessionId: string, accountId: string, place: Place | undefined): Actor => ({
  sessionId,
  accountId,
  role: place?.role ?? 'platform_administrator',
  membershipId: place?.membership_id ?? null,
  partnershipId: place?.partnership_id ?? null,
  agencyId: place?.agency_id ?? null,
})

export interface Opened {
  actor: Actor
  refreshToken: string
}

/**
 * A new session of that account, in its first place; whoever opens it has just proved who she is. Null when it has none and administers
 * nothing, and in a copy that was restored to whoever was not named (OPS-4). `provedBy`: the hash of the password that she gave: where it was
 * changed meanwhile, null too.
 */
export async function openSession(
  identity: Connection,
  accountId: string,
  now: string,
  provedBy: string | null = null,
): Promise<Opened | null> {
  const [places, account] = await Promise.all([
    placesOf(identity, accountId, now),
    identity.query<{ platform_administrator: boolean; named: boolean }>(
      `SELECT a.platform_administrator, m.mode <> 'drill' OR lower(a.email) = ANY (m.people) AS named
        FROM accounts a CROSS JOIN deployment.mode m WHERE a.id = $1`,
      [accountId],
    ),
  ])
  const place = places[0]
  if (!account.rows[0]?.named || (!place && !account.rows[0].platform_administrator)) return null
  const family = randomBytes(32).toString('base64url')
  const refreshToken = nextOf(family)
  const sessionId = newId()
  const { rowCount } = await identity.query(
    `INSERT INTO sessions (id, account_id, membership_id, family_hash, refresh_hash, rotated_at, created_at, idle_until,
       absolute_until, stepped_up_until)
     SELECT $1, a.id, $3, $4, $5, $6, $6, $7, $8, $9 FROM accounts a
      WHERE a.id = $2 AND ($10::text IS NULL OR a.password_hash = $10) FOR SHARE`,
    [
      sessionId,
      accountId,
      place?.membership_id ?? null,
      secretHash(family),
      secretHash(refreshToken),
      now,
      idleUntil(now),
      after(now, absoluteHours * 3_600_000),
      provedUntil(now),
      provedBy,
    ],
  )
  if (rowCount === 0) return null
  return { actor: actorIn(sessionId, accountId, place), refreshToken }
}

/** A session's refresh tokens begin with one secret of its own, so that one that was spent is known at any age, and none is kept. */
const familyOf = (token: string) => token.split('.', 1)[0] ?? ''
const nextOf = (family: string) => `${family}.${randomBytes(32).toString('base64url')}`

interface SessionRow {
  id: string
  account_id: string
  membership_id: string | null
  refresh_hash: Buffer
  previous_refresh_hash: Buffer | null
  rotated_at: string
  platform_administrator: boolean
}

/** GST-1: on `m` and `$2`: an invitation's place that has ended. */
const visitEnded = `m.ended_at <= $2 AND ${roleIn(rolesBy('invitation'), 'm.role')}`

/** GST-1: whether this account was invited, and that is over: it has no place any more. */
export async function isVisitOver(identity: Connection, accountId: string, now: string): Promise<boolean> {
  const { rowCount } = await identity.query(
    `SELECT FROM memberships m WHERE m.account_id = $1 AND ${visitEnded} LIMIT 1`,
    [accountId, now],
  )
  return (rowCount ?? 0) > 0
}

/** GST-1: whether a session ended with the invitation of its holder, by its refresh token. */
export async function endedWithVisit(identity: Connection, token: string, now: string): Promise<boolean> {
  const { rowCount } = await identity.query(
    `SELECT FROM sessions s JOIN memberships m ON m.id = s.membership_id JOIN accounts a ON a.id = s.account_id
      WHERE s.family_hash = $1 AND s.ended_at IS NULL AND a.disabled_at IS NULL AND s.idle_until > $2 AND s.absolute_until > $2 AND ${visitEnded}`,
    [secretHash(familyOf(token)), now],
  )
  return (rowCount ?? 0) > 0
}

export type Refreshed =
  | { outcome: 'refreshed'; actor: Actor; refreshToken: string | null }
  | { outcome: 'reused'; who: Partial<Actor> }
  | { outcome: 'over' }

/**
 * Trades a refresh token. The one before the last still answers for some seconds (without rotating again). Any other that
 * was spent, however long ago, means that somebody else holds a copy, and the session ends for both.
 */
export async function refresh(identity: Connection, token: string, now: string): Promise<Refreshed> {
  const family = familyOf(token)
  const hash = secretHash(token)
  const { rows } = await identity.query<SessionRow>(
    `SELECT s.id, s.account_id, s.membership_id, s.refresh_hash, s.previous_refresh_hash, s.rotated_at, a.platform_administrator
       FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.family_hash = $1 AND s.ended_at IS NULL AND a.disabled_at IS NULL AND s.idle_until > $2 AND s.absolute_until > $2`,
    [secretHash(family), now],
  )
  const session = rows[0]
  if (!session) return { outcome: 'over' }
  const places = await placesOf(identity, session.account_id, now)
  const place =
    session.membership_id === null
      ? places[0]
      : places.find((candidate) => candidate.membership_id === session.membership_id)
  const actor = actorIn(session.id, session.account_id, place)
  const current = session.refresh_hash.equals(hash)
  const gracious =
    session.previous_refresh_hash?.equals(hash) === true &&
    Date.parse(now) - Date.parse(session.rotated_at) <= graceSeconds * 1000
  if (!current && !gracious) {
    await endSessions(identity, { accountId: session.account_id, only: session.id }, now)
    return {
      outcome: 'reused',
      who: place ? actor : { sessionId: session.id, accountId: session.account_id },
    }
  }
  // ACC-10: a session ends with its place, whatever other places its holder has: she signs in anew. Without a place it is a
  // platform administrator's.
  if (!place && (session.membership_id !== null || !session.platform_administrator))
    return { outcome: 'over' }
  if (!current) return { outcome: 'refreshed', actor, refreshToken: null }
  const refreshToken = nextOf(family)
  const { rowCount } = await identity.query(
    `UPDATE sessions SET previous_refresh_hash = refresh_hash, refresh_hash = $2, rotated_at = $3, idle_until = $4, membership_id = $5
      WHERE id = $1 AND refresh_hash = $6 AND ended_at IS NULL`,
    [session.id, secretHash(refreshToken), now, idleUntil(now), actor.membershipId, hash],
  )
  // Another tab was quicker by a hair: its cookies serve this one too.
  return { outcome: 'refreshed', actor, refreshToken: rowCount === 1 ? refreshToken : null }
}

/** Until when the session of a refresh token goes on, which this leaves as it is; null where it is over, or its place is. */
export async function standsUntil(identity: Connection, token: string, now: string): Promise<string | null> {
  const { rows } = await identity.query<{ expires_at: string }>({
    name: 'session-stands',
    text: `SELECT least(s.idle_until, s.absolute_until) AS expires_at FROM sessions s JOIN accounts a ON a.id = s.account_id
      WHERE s.family_hash = $3 AND (s.refresh_hash = $1 OR s.previous_refresh_hash = $1) AND s.ended_at IS NULL
        AND a.disabled_at IS NULL AND s.idle_until > $2 AND s.absolute_until > $2
        AND (s.membership_id IS NULL OR EXISTS (SELECT FROM memberships m
          WHERE m.id = s.membership_id AND ${placeInForce('$2')}))`,
    values: [secretHash(token), now, secretHash(familyOf(token))],
  })
  return rows[0]?.expires_at ?? null
}

/** Ends one session of an account, all of it, or all but one. Gives how many there were. */
export async function endSessions(
  identity: Connection,
  { accountId, only = null, but = null }: { accountId: string; only?: string | null; but?: string | null },
  now: string,
): Promise<number> {
  const { rowCount } = await identity.query(
    `UPDATE sessions SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL
      AND ($3::uuid IS NULL OR id = $3) AND id IS DISTINCT FROM $4::uuid`,
    [accountId, now, only, but],
  )
  return rowCount ?? 0
}

/** IDN-6: where an account is signed in now, the latest used first. */
export async function readSessions(
  identity: Connection,
  { accountId, sessionId }: Pick<Actor, 'accountId' | 'sessionId'>,
  now: string,
): Promise<OpenSession[]> {
  const { rows } = await identity.query<OpenSession>({
    name: 'open-sessions',
    text: `SELECT s.id, s.id = $2 AS current, d.name AS device, s.from_address AS "fromAddress", g.name AS "agencyName",
        s.created_at AS since, s.rotated_at AS "lastUsedAt"
      FROM sessions s
      LEFT JOIN devices d ON d.id = s.device_id
      LEFT JOIN memberships m ON m.id = s.membership_id
      LEFT JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
      WHERE s.account_id = $1 AND s.ended_at IS NULL AND s.idle_until > $3 AND s.absolute_until > $3
      ORDER BY s.rotated_at DESC, s.id LIMIT $4`,
    values: [accountId, sessionId, now, listedSessions],
  })
  return rows
}

/** Its holder has proved that she is there: until then it does what asks for that. */
export async function markProved(identity: Connection, sessionId: string, until: string): Promise<void> {
  await identity.query('UPDATE sessions SET stepped_up_until = $2 WHERE id = $1', [sessionId, until])
}

/** Moves a session to another of its account's places; null when that place is not theirs. */
export async function moveSession(
  identity: Connection,
  actor: Actor,
  membershipId: string,
  now: string,
): Promise<Actor | null> {
  const places = await placesOf(identity, actor.accountId, now)
  const place = places.find((candidate) => candidate.membership_id === membershipId)
  if (!place) return null
  await identity.query('UPDATE sessions SET membership_id = $2 WHERE id = $1', [
    actor.sessionId,
    membershipId,
  ])
  return actorIn(actor.sessionId, actor.accountId, place)
}

/** The session as its holder sees it. */
export async function describeSession(
  identity: Connection,
  vault: Vault,
  actor: Actor,
  now: string,
): Promise<Session> {
  const [places, { rows }] = await Promise.all([
    placesOf(identity, actor.accountId, now),
    identity.query<{ name: string; email: string; expires_at: string }>(
      'SELECT a.name, a.email, least(s.idle_until, s.absolute_until) AS expires_at FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE s.id = $1',
      [actor.sessionId],
    ),
  ])
  const [row] = rows
  if (!row) throw new Error('a session that nobody holds')
  const held = places.find((place) => place.membership_id === actor.membershipId)
  const standing =
    held?.standing_until && Date.parse(held.standing_until) > Date.parse(now)
      ? 'in_force'
      : 'agreements_unsigned'
  return {
    accountId: actor.accountId,
    name: row.name,
    email: row.email,
    acting: held ? placeReply(held) : null,
    role: actor.role,
    places: places.slice(0, placesOfOne).map(placeReply),
    permissions: [...permissionsOf(actor.role)],
    standing: held ? standing : 'none',
    expiresAt: row.expires_at,
    deviceSecret: vault.mac('device secrets', actor.accountId).toString('base64'),
  }
}

const placeReply = (place: Place) => ({
  membershipId: place.membership_id,
  role: place.role,
  agencyId: place.agency_id,
  agencyName: place.agency_name,
  partnershipId: place.partnership_id,
  partnershipName: place.partnership_name,
})

/** What happened before, or about, a session; nobody's transaction to write it in. */
export async function recordSessionEvent(
  identity: Connection,
  action: AuditAction,
  who: Partial<Actor>,
  request: { id: string; ip: string },
  now: string,
): Promise<void> {
  await identity.query(
    `INSERT INTO audit_events (id, partnership_id, at, account_id, agency_id, role, action, subject_id, request_id, from_address)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      newId(),
      who.partnershipId ?? null,
      now,
      who.accountId ?? null,
      who.agencyId ?? null,
      who.role ?? null,
      action,
      who.sessionId ?? null,
      request.id,
      request.ip,
    ],
  )
}
