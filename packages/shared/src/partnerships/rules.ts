import { type Asking, can, coordinates, isTrueOf, type Role } from '../access.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { AgreementVersion } from './contract.ts'
import { agenciesAtMost } from './values.ts'

/** ACC-5: the agreements without which an agency sees no case; the third is signed by each person, for each meeting. */
export const standingKinds: readonly AgreementVersion['kind'][] = ['charter', 'information_sharing_protocol']

/** An agency as the rules of places look at it. */
export interface AgencyPlaces {
  id: string
  coordinating: boolean
  /** The roles of everybody who has a place in it now. */
  held: readonly Role[]
}

/** A place that somebody holds now. */
export interface HeldPlace {
  agencyId: string
  role: Role
}

/** Who a place is for. */
export interface Candidate {
  /** It is whoever asks. */
  oneself: boolean
  /** What she holds in the partnership now. */
  places: readonly HeldPlace[]
}

/**
 * ACC-10: an agency's own lead names its people. The coordinator names the first lead of an agency that has nobody;
 * where the lead is missing, whoever signs or stands in for the agency names one. What belongs to the coordinating
 * agency alone is the coordinator's there to give. The database holds the same (app.may_name).
 */
export function whyNotName(asking: Asking, agency: AgencyPlaces, role: Role): ProblemCode | null {
  const own = asking.agencyId === agency.id
  if (isTrueOf('onlyWhereCoordinated', role))
    return own && agency.coordinating && coordinates(asking.role) ? null : 'place.coordinating_agency_only'
  if (own && isTrueOf('leads', asking.role)) return null
  if (!isTrueOf('leads', role)) return 'place.not_yours'
  const missing = !agency.held.some((held) => isTrueOf('leads', held))
  const may = own ? missing && standsForAgency(asking.role) : coordinates(asking.role) && !agency.held.length
  return may ? null : 'place.not_yours'
}

const standsForAgency = (role: Role | null) =>
  role !== null && (can(role, 'agreements:sign') || isTrueOf('hearsForAgency', role))

/** ACC-10: whether somebody may be given that place: not oneself, not twice, and no coordinator in another agency. */
export function whyNotGivePlace(
  asking: Asking,
  agency: AgencyPlaces,
  candidate: Candidate,
  role: Role,
): ProblemCode | null {
  if (candidate.oneself) return 'membership.own'
  return whyNotName(asking, agency, role) ?? whyNotHold(candidate.places, { agencyId: agency.id, role })
}

/** Whether a place goes together with what she holds. */
export function whyNotHold(places: readonly HeldPlace[], { agencyId, role }: HeldPlace): ProblemCode | null {
  if (places.some((place) => place.agencyId === agencyId && place.role === role)) return 'membership.exists'
  const elsewhere = places.filter((place) => place.agencyId !== agencyId)
  const apart =
    elsewhere.some((place) => coordinates(place.role)) || (coordinates(role) && elsewhere.length > 0)
  return apart ? 'place.coordinator_elsewhere' : null
}

/** ACC-10: an agency's own lead ends the places of its people; the coordinator any, since a leaver must be out at once. */
export function whyNotEndPlace(
  asking: Asking & { accountId: string },
  place: HeldPlace & { accountId: string },
): ProblemCode | null {
  if (place.accountId === asking.accountId) return 'membership.own'
  if (coordinates(asking.role)) return null
  const own = place.agencyId === asking.agencyId && isTrueOf('leads', asking.role)
  return own && !isTrueOf('onlyWhereCoordinated', place.role) ? null : 'place.not_yours'
}

/** Why so many more agencies do not come to as many as there are; null where they do. */
export const whyNotAddAgencies = (there: number, more = 1): ProblemCode | null =>
  there + more > agenciesAtMost ? 'partnership.agencies_full' : null

/** CON-6: a public body says which function the law gives it, and nobody else has one; null where it is whole. */
export function legalFactsFault(facts: { publicBody: boolean; function: string | null }): Fault | null {
  if (facts.publicBody === (facts.function !== null)) return null
  return facts.publicBody
    ? { pointer: '/function', code: 'missing', detail: 'Say which function, and by which law' }
    : { pointer: '/function', code: 'contradiction', detail: 'is a public body’s alone' }
}
