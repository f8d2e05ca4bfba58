import { type PlacedRole, rolesBy } from '@alongside/shared/access'
import type { Member, OfferedPlace, Partnership } from '@alongside/shared/partnerships/contract'
import { type AgencyPlaces, type Candidate, whyNotName } from '@alongside/shared/partnerships/rules'
import { placesAtMost } from '@alongside/shared/partnerships/values'
import { Refusal } from '@alongside/shared/problems'
import { roleIn } from '../access/roles.ts'
import type { Tx } from '../db/pool.ts'
import type { Member as Actor } from '../http/actor.ts'
import { newId } from '../ids.ts'

/** Days that an invitation waits for its answer. */
const offerDays = 14

/**
 * Who belongs. Guests and observers do not: of them those know who see their item (guests/). Nor do agencies' systems,
 * which are listed for themselves (systems/). Why a place ended is told to whoever tends the agency's places. Of those that
 * have ended the latest, as far as there is room.
 */
export async function readMembers(tx: Tx): Promise<Member[]> {
  const { rows } = await tx.$client.query<Member>(`SELECT m.* FROM (
    SELECT m.id, m.account_id AS "accountId", a.name, a.email, m.job_title AS "jobTitle", m.role, m.agency_id AS "agencyId",
        g.name AS "agencyName", m.safeguarding_lead AS "safeguardingLead", m.started_at AS "startedAt", m.ended_at AS "endedAt",
        CASE WHEN m.ended_for IS NOT NULL AND app.tends_places(m.agency_id) THEN m.ended_for END AS "endedFor",
        CASE WHEN m.ended_for IS NOT NULL AND app.tends_places(m.agency_id) THEN e.name END AS "endedByName"
      FROM memberships m
      JOIN agencies g ON g.partnership_id = m.partnership_id AND g.id = m.agency_id
      JOIN accounts a ON a.id = m.account_id
      LEFT JOIN accounts e ON e.id = m.ended_by
      WHERE m.partnership_id = app.partnership_id() AND ${roleIn(rolesBy('place'))}
      ORDER BY m.ended_at IS NULL DESC, m.ended_at DESC, m.id LIMIT ${placesAtMost}) m
      ORDER BY m."agencyName", m.name, m.id`)
  return rows
}

/** @throws Refusal not_found */
export function memberOf(members: readonly Member[], id: string): Member {
  const member = members.find((candidate) => candidate.id === id)
  if (!member) throw new Refusal('not_found')
  return member
}

const offers = `SELECT o.id, o.name, o.email, o.job_title AS "jobTitle", o.role, o.agency_id AS "agencyId", g.name AS "agencyName",
    o.safeguarding_lead AS "safeguardingLead", o.offered_at AS "offeredAt", o.expires_at AS "expiresAt",
    o.undelivered_at IS NOT NULL AS undelivered
  FROM place_offers o JOIN agencies g ON g.partnership_id = o.partnership_id AND g.id = o.agency_id
  WHERE o.partnership_id = app.partnership_id()`

/** The invitations that wait, of the agencies whose places the actor tends; also those that are too old. */
export async function readOffers(tx: Tx): Promise<OfferedPlace[]> {
  const { rows } = await tx.$client.query<OfferedPlace>(
    `${offers} AND o.ended_at IS NULL
      ORDER BY g.name, o.name, o.id LIMIT ${placesAtMost}`,
  )
  return rows
}

/** One that waits. @throws Refusal not_found · offer.over */
export async function offerOf(tx: Tx, id: string): Promise<OfferedPlace> {
  const { rows } = await tx.$client.query<OfferedPlace & { over: boolean }>(
    `WITH o AS (${offers} AND o.id = $1) SELECT o.*, e.ended_at IS NOT NULL AS over FROM o JOIN place_offers e ON e.id = o.id`,
    [id],
  )
  const [found] = rows
  if (!found) throw new Refusal('not_found')
  const { over, ...offer } = found
  if (over) throw new Refusal('offer.over')
  return offer
}

/** An agency as the rules of places look at it; undefined for one of another partnership. */
export function agencyPlaces(
  partnership: Partnership,
  members: readonly Member[],
  agencyId: string,
): AgencyPlaces | undefined {
  const agency = partnership.agencies.find(({ id }) => id === agencyId)
  return (
    agency && {
      ...agency,
      held: members.filter((m) => m.agencyId === agencyId && !m.endedAt).map(({ role }) => role),
    }
  )
}

/** What an address holds in this partnership, which everybody there can see. */
export function candidateOf(
  members: readonly Member[],
  actor: Pick<Actor, 'accountId'>,
  email: string,
): Candidate {
  const held = members.filter((m) => m.email === email.toLowerCase())
  return {
    oneself: held.some(({ accountId }) => accountId === actor.accountId),
    places: held.filter(({ endedAt }) => !endedAt),
  }
}

/** @throws Refusal place.not_yours · place.coordinating_agency_only */
export function mustName(actor: Actor, agency: AgencyPlaces | undefined, role: OfferedPlace['role']): void {
  const refusal = agency ? whyNotName(actor, agency, role) : 'not_found'
  if (refusal) throw new Refusal(refusal)
}

export interface NewPlace {
  email: string
  name: string
  jobTitle?: string | null | undefined
  agencyId: string
  role: PlacedRole | OfferedPlace['role']
  safeguardingLead?: boolean | undefined
}

/**
 * ACC-10: offers a place, and gives the offer's id. The same is done for every address, so that nobody learns whether it
 * has an account; the offer that waited for it in this partnership has ended.
 * @throws DatabaseError AL425, which is partnership.places_full
 */
export async function offerPlace(tx: Tx, place: NewPlace, now: string, id = newId()): Promise<string> {
  const until = new Date(Date.parse(now) + offerDays * 86_400_000).toISOString()
  await tx.$client.query({
    name: 'offer-place',
    text: 'SELECT app.offer_place($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    values: [
      id,
      place.agencyId,
      place.role,
      place.email,
      place.name,
      place.jobTitle ?? null,
      place.safeguardingLead ?? false,
      until,
      placesAtMost,
    ],
  })
  return id
}
