import { events } from '../domains.ts'
import { type EventType, eventTypes, type PassedOn, type ToldId } from '../events.ts'
import type { EventDeclaration, Outside } from './declaring.ts'

/** Told in consequence of others, and of nothing but themselves. */
const further = {
  'case.access_began': {
    ids: { caseId: 'always' },
    toldTo: 'agency_with_access',
    says: 'Your agency may see a case that it did not see before.',
  },
  'case.access_ended': {
    ids: { caseId: 'always' },
    toldTo: 'agency_with_access',
    says: 'Your agency may no longer see a case: consent was withdrawn, ran out or was replaced. Of it nothing more is told.',
    afterAccess: true,
  },
} as const satisfies Readonly<Record<string, Outside>>

const ofTests = {
  'webhook.test': {
    ids: {},
    toldTo: 'tested_endpoint',
    says: 'Somebody pressed “Send a test”. Nothing has happened.',
  },
} as const satisfies Readonly<Record<string, Outside>>

export type ToldType = PassedOn | keyof typeof further | keyof typeof ofTests

/** What the catalogue says of an event of the house; undefined where it stays inside. */
export const passedOnAs = (type: EventType): Outside | undefined => {
  const declared: EventDeclaration = events[type]
  return declared.outside
}
const passesOn = (type: EventType): type is PassedOn => passedOnAs(type) !== undefined

/** Every type that other systems may hear of. */
export const toldTypes: readonly ToldType[] = [
  ...eventTypes.filter(passesOn),
  ...(Object.keys(further) as (keyof typeof further)[]),
  ...(Object.keys(ofTests) as (keyof typeof ofTests)[]),
]

/** What other systems are told of a type. */
export function entryOf(type: ToldType): Outside {
  if (type in further) return further[type as keyof typeof further]
  if (type in ofTests) return ofTests[type as keyof typeof ofTests]
  return events[type as PassedOn].outside
}

/** The ids that an event of a type carries to other systems. */
export const idsOf = (type: ToldType): readonly ToldId[] => Object.keys(entryOf(type).ids) as ToldId[]
/** Every id that an event may carry to other systems. */
export const toldIds: readonly ToldId[] = [...new Set(toldTypes.flatMap(idsOf))]

/** What can be asked for: a test comes when it is asked for. */
export type WishedType = Exclude<ToldType, 'webhook.test'>
export const wishedTypes = toldTypes.filter((type): type is WishedType => type !== 'webhook.test')
