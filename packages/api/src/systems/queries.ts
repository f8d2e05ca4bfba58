import { rolesBy } from '@alongside/shared/access'
import { localDay, type WorkingCalendar } from '@alongside/shared/calendar'
import { Refusal } from '@alongside/shared/problems'
import type { System, SystemCall } from '@alongside/shared/systems/contract'
import { systemsAtMost, workingSystemStates } from '@alongside/shared/systems/rules'
import { roleIn, roleWhere } from '../access/roles.ts'
import { placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import type { Position } from '../http/cursors.ts'

/** A system as its agency sees it, and the place that it acts in. */
export interface SystemRow extends Omit<System, 'expiresOn'> {
  expiresAt: string
  membershipId: string | null
}

/** Those of the caller's agency; of every agency for who coordinates: the policy's to say. Newest first. */
export async function readSystems(tx: Tx, now: string): Promise<SystemRow[]> {
  return select(tx, now, null)
}

/** @throws Refusal not_found */
export async function readSystem(tx: Tx, systemId: string, now: string): Promise<SystemRow> {
  const [system] = await select(tx, now, systemId)
  if (!system) throw new Refusal('not_found')
  return system
}

/** Held against every other change of it until the transaction ends. @throws Refusal not_found */
export async function lockSystem(tx: Tx, systemId: string, now: string): Promise<SystemRow> {
  await tx.$client.query(
    'SELECT FROM systems WHERE partnership_id = app.partnership_id() AND id = $1 FOR UPDATE',
    [systemId],
  )
  return readSystem(tx, systemId, now)
}

async function select(tx: Tx, now: string, systemId: string | null): Promise<SystemRow[]> {
  const { rows } = await tx.$client.query<SystemRow>({
    name: 'read-systems',
    text: `SELECT s.id, s.version, s.agency_id AS "agencyId", g.name AS "agencyName", s.name,
        s.owner_membership_id AS "ownerMembershipId", o.name AS "ownerName", s.scopes, s.addresses, s.expires_at AS "expiresAt", s.state,
        s.state = ANY ($3) AND s.expires_at > $1 AND COALESCE(g.standing_until > $1, false)
          AND ${placeInForce('$1', 'w')} AS "inForce",
        p.name AS "proposedBy", s.proposed_by = app.account_id() AS "proposedByMe", s.proposed_at AS "proposedAt",
        d.name AS "decidedBy", s.decided_at AS "decidedAt", s.decided_for AS "decidedFor",
        e.name AS "endedBy", s.ended_at AS "endedAt", s.ended_for AS "endedFor", s.membership_id AS "membershipId",
        (SELECT coalesce(json_agg(json_build_object('id', x.id, 'hint', x.hint, 'madeBy', m.name, 'madeAt', x.made_at,
            'lastUsedAt', x.last_used_at) ORDER BY x.made_at, x.id), '[]')
           FROM system_secrets x JOIN accounts m ON m.id = x.made_by
          WHERE x.partnership_id = s.partnership_id AND x.system_id = s.id AND x.ended_at IS NULL) AS secrets,
        (SELECT max(x.last_used_at) FROM system_secrets x WHERE x.partnership_id = s.partnership_id AND x.system_id = s.id) AS "lastUsedAt"
      FROM systems s
      JOIN agencies g ON g.partnership_id = s.partnership_id AND g.id = s.agency_id
      JOIN memberships w ON w.partnership_id = s.partnership_id AND w.id = s.owner_membership_id
      JOIN accounts o ON o.id = w.account_id
      JOIN accounts p ON p.id = s.proposed_by
      LEFT JOIN accounts d ON d.id = s.decided_by
      LEFT JOIN accounts e ON e.id = s.ended_by
      WHERE s.partnership_id = app.partnership_id() AND ($2::uuid IS NULL OR s.id = $2)
      ORDER BY s.proposed_at DESC, s.id DESC LIMIT ${systemsAtMost}`,
    values: [now, systemId, workingSystemStates],
  })
  return rows
}

/** As the contract shows it. */
export function shown(
  { expiresAt, membershipId: _, ...system }: SystemRow,
  calendar: WorkingCalendar,
): System {
  // It ends as the day after its last one begins.
  const lastMoment = new Date(Date.parse(expiresAt) - 1).toISOString()
  return { ...system, expiresOn: localDay(calendar, lastMoment) }
}

/** Who asks for credentials, and changes them: the agency's safeguarding lead, or whoever leads for it here. @throws Refusal system.not_the_lead */
export async function mustLead(tx: Tx, membershipId: string, agencyId: string): Promise<void> {
  const { rows } = await tx.$client.query(
    `SELECT FROM memberships WHERE partnership_id = app.partnership_id() AND id = $1 AND agency_id = $2
        AND (safeguarding_lead OR ${roleWhere('leads', 'role')})`,
    [membershipId, agencyId],
  )
  if (!rows.length) throw new Refusal('system.not_the_lead')
}

/** A person in place in that agency may answer for its system. @throws Refusal reference.unknown */
export async function mustBeOwner(
  tx: Tx,
  membershipId: string,
  agencyId: string,
  now: string,
): Promise<void> {
  const { rows } = await tx.$client.query(
    `SELECT FROM memberships m WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND m.agency_id = $2
        AND ${roleIn(rolesBy('place'))} AND ${placeInForce('$3')}`,
    [membershipId, agencyId, now],
  )
  if (!rows.length)
    throw new Refusal('reference.unknown', [
      { pointer: '/ownerMembershipId', code: 'unknown', detail: 'is nobody’s place in this agency' },
    ])
}

/** Newest first, one more than asked for when there is a next page. */
export async function readCalls(
  tx: Tx,
  systemId: string,
  after: Position | null,
  limit: number,
): Promise<SystemCall[]> {
  const [before, beforeId] = after ?? ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const { rows } = await tx.$client.query<SystemCall>({
    name: 'read-system-calls',
    text: `SELECT id, at, role, action, subject_id AS "subjectId", request_id AS "requestId", from_address AS "fromAddress"
      FROM app.calls_of_system($1, $2, $3, $4) ORDER BY at DESC, id DESC`,
    values: [systemId, before, beforeId, limit],
  })
  return rows
}
