import { rolesBy, rolesThat } from '@alongside/shared/access'
import { roleIn, roleWhere } from '../access/roles.ts'
import { heldByAgency, placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'

/** Somebody's place in an agency: what notices are sent to (ACC-10). */
export interface Place {
  id: string
  /** Whose it is: for leaving her out, and for a mail. Nothing is told to an account. */
  accountId: string
}

/** Conditions on memberships `m`: who is told. */
export const whom = {
  coordinators: roleWhere('coordinates'),
  members: roleWhere('comesToMeetings'),
  leads: `m.agency_id = $2 AND ${roleWhere('hearsForAgency')}`,
  chairs: roleWhere('chairs'),
  /** Who leads it, apart from who stands in for her. */
  leadsOfAgency: `m.agency_id = $2 AND ${roleWhere('leads')}`,
  leadsOfAll: roleWhere('leads'),
  /** Where the coordinating agency has nobody else, its coordinator hears last, as everybody's (`escalate`). */
  safeguardingLeads: `m.agency_id = $2 AND (m.safeguarding_lead OR ${roleWhere('leads')} AND NOT ${roleWhere('coordinates')})`,
  /** SAF-1: who of it answers what its front door is told. */
  frontDoor: `m.agency_id = $2 AND ${roleIn(rolesThat('safeguarding:answer'))}`,
} as const

/** Every place in force that a condition names. `about`: the agency that it speaks of. */
export async function placesOf(
  tx: Tx,
  who: keyof typeof whom,
  about: string | null,
  now: string,
): Promise<Place[]> {
  const { rows } = await tx.$client.query<Place>({
    name: `whom ${who}`,
    text: `SELECT m.id, m.account_id AS "accountId" FROM memberships m WHERE m.partnership_id = app.partnership_id()
      AND ${placeInForce('$1')} AND ($2::uuid IS NULL OR true) AND ${whom[who]}`,
    values: [now, about],
  })
  return rows
}

/** ACC-8: whether the coordinating agency reads a case now. Where she refused it, its coordinators and chairs hear nothing of her. */
export async function coordinatorsRead(tx: Tx, caseId: string, now: string): Promise<boolean> {
  const { rows } = await tx.$client.query<{ reads: boolean }>({
    name: 'coordinators-read',
    text: `SELECT EXISTS (SELECT FROM sharing_grants g JOIN partnerships p ON p.id = g.partnership_id AND p.coordinating_agency_id = g.agency_id
      WHERE g.partnership_id = app.partnership_id() AND g.case_id = $1 AND ${heldByAgency('$2')}) AS reads`,
    values: [caseId, now],
  })
  return rows[0]?.reads === true
}

/** Somebody as one of an agency. */
export interface Person {
  accountId: string
  agencyId: string
}

/**
 * The places of people who are told in person, each in the agency for which she did what she is told of: what concerns it
 * is not for another agency in which she works too, and not for her once she has left it (ACC-10).
 */
export async function placesIn(tx: Tx, people: readonly Person[], now: string): Promise<Place[]> {
  if (people.length === 0) return []
  const { rows } = await tx.$client.query<Place>({
    name: 'places-in',
    text: `SELECT m.id, m.account_id AS "accountId" FROM unnest($1::uuid[], $2::uuid[]) AS p(account, agency)
      JOIN memberships m ON m.partnership_id = app.partnership_id() AND m.account_id = p.account AND m.agency_id = p.agency
        AND ${roleIn(rolesBy('place'))} AND ${placeInForce('$3')}`,
    values: [people.map(({ accountId }) => accountId), people.map(({ agencyId }) => agencyId), now],
  })
  return rows
}
