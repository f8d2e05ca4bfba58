import type { AnyIds, DomainEvent, ToldId } from '../events.ts'
import { entryOf, idsOf, passedOnAs, type ToldType } from './catalogue.ts'

/** How an agency stands to the subject of an event, by its grants that open a case to systems. */
export interface Standing {
  agencyId: string
  /** It had a grant on the case before this happened, up to this moment. */
  before: boolean
  /** It had one when this had happened. */
  after: boolean
  /** It has one now, as it is told. */
  now: boolean
  /** It made the referral, or received it. */
  ofReferral: boolean
  /** It made the referral, and what it made is open to it now, be it that alone. */
  madeIt: boolean
  /** By the change of sharing that the event tells of it may read a case that it could not, or no longer may. */
  ofChange: boolean
}

/** One event as one agency hears it. */
export interface Telling {
  agencyId: string
  type: ToldType
  data: Partial<Record<ToldId, string>>
  /** Readable as long as the agency sees this case. Null: always. */
  whileSeen: string | null
  /** Also as long as what the agency made itself there is open to it. */
  ownRecord: boolean
}

/**
 * Who hears of an event, and as what (API-3). `caseId`: what it hangs on, which for an emergency meeting its event does
 * not say. An agency that gains sight of a case by the event is told so first; one that loses it is told that and no more.
 * One that she refuses hears what becomes of the referral that it made itself, and nothing else.
 */
export function tellings(
  { type, data }: DomainEvent,
  caseId: string | null,
  agencies: readonly Standing[],
): Telling[] {
  const entry = passedOnAs(type)
  if (!entry) return []
  const { toldTo, turnsAccess = false, ownRecord = false } = entry
  const ids: AnyIds = data
  return agencies.flatMap((agency): Telling[] => {
    const { agencyId, before, after, now, ofReferral, madeIt, ofChange } = agency
    const tell = (told: ToldType): Telling => ({
      agencyId,
      type: told,
      data: carried(told, ids),
      whileSeen: entryOf(told).afterAccess ? null : caseId,
      ownRecord: told === type && ownRecord && madeIt,
    })
    if (turnsAccess && before && !after) return [tell('case.access_ended')]
    const sees = caseId === null || (after && now)
    const began = turnsAccess && sees && !before ? [tell('case.access_began')] : []
    const addressed = {
      case_agencies: caseId !== null || agencyId === ids.agencyId,
      referral_agencies: ofReferral,
      agencies_of_change: ofChange,
      agency_asked: agencyId === ids.agencyId,
      every_agency: true,
      agency_with_access: false,
      tested_endpoint: false,
    }[toldTo]
    return addressed && (sees || entry.afterAccess || (ownRecord && madeIt))
      ? [...began, tell(type as ToldType)]
      : began
  })
}

function carried(type: ToldType, ids: AnyIds): Telling['data'] {
  const kept: Telling['data'] = {}
  for (const id of idsOf(type)) {
    const value = ids[id]
    if (value) kept[id] = value
  }
  return kept
}
