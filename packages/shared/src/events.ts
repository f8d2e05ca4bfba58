/** What other parts of the house, and later other systems, hear of: ids only (API-3). Written with the change itself. */
export const eventTypes = [
  'referral.submitted',
  'referral.accepted',
  'referral.returned',
  'referral.declined',
  'referral.redirected',
  'referral.withdrawn',
  'referral.light_changed',
  'referral.responded',
  'consent.recorded',
  'consent.withdrawn',
  'consent.lapsed',
  'without_consent.recorded',
  'safeguarding.opened',
  'safeguarding.recorded',
  'emergency_access.taken',
  'meeting.planned',
  'meeting.opened',
  'meeting.closed',
  'pack.circulated',
  'item.discussed',
  'item.deferred',
  'action.agreed',
  'action.started',
  'action.done',
  'action.not_done',
  'agreement.published',
  'agreement.signed',
  'membership.added',
  'membership.ended',
] as const
export type EventType = (typeof eventTypes)[number]

export interface DomainEvent {
  type: EventType
  /** Ids, and nothing that names anyone. */
  data: Readonly<Record<string, string | null>>
}
