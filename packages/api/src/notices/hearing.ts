import type { DomainEvent, EventType } from '@alongside/shared/events'
import type { Tx } from '../db/pool.ts'
import type { Services } from '../services.ts'
import { type Notice, tell } from './tell.ts'
import { coordinatorsRead, type Person, type Place, placesIn, placesOf } from './whom.ts'

/** An event of the outbox, as it waits. `at`: when it happened, UTC. */
export type Waiting<T extends EventType = EventType> = DomainEvent<T> & {
  id: string
  partnership_id: string
  at: string
}

/** An event as the house hears it, in the transaction that marks it as carried. */
export interface Heard<T extends EventType = EventType> {
  tx: Tx
  services: Services
  event: Waiting<T>
  now: string
}

/** What a domain does on each of its events: none is left out. */
export type Hearing<T extends EventType> = { [K in T]: (heard: Heard<K>) => Promise<unknown> }

/** On an event that other systems alone may want to hear of. */
export const tellsNobody = async (): Promise<void> => undefined

/** Tells places once of what was heard. A notice without an occasion has the event for its occasion. */
export const send = (
  { tx, services, event, now }: Heard,
  places: readonly Place[],
  notice: Omit<Notice, 'occasion'> & { occasion?: string },
): Promise<void> => tell(tx, services, places, { occasion: event.id, ...notice }, now)

/** Those who are told in person, each in her agency. */
export const inPerson = ({ tx, now }: Heard, ...people: readonly Person[]): Promise<Place[]> =>
  placesIn(tx, people, now)

export const coordinators = ({ tx, now }: Heard): Promise<Place[]> => placesOf(tx, 'coordinators', null, now)

export const chairs = ({ tx, now }: Heard): Promise<Place[]> => placesOf(tx, 'chairs', null, now)

/** Who coordinates, as far as they may hear of a case. */
export const coordinatorsOf = async (heard: Heard, caseId: string): Promise<Place[]> =>
  (await coordinatorsRead(heard.tx, caseId, heard.now)) ? coordinators(heard) : []

/** Who comes to meetings. */
export const members = ({ tx, now }: Heard): Promise<Place[]> => placesOf(tx, 'members', null, now)

/** The leads of each of some agencies. */
export async function leadsOf({ tx, now }: Heard, agencies: readonly string[]): Promise<Place[]> {
  const leads = await Promise.all(agencies.map((agency) => placesOf(tx, 'leads', agency, now)))
  return leads.flat()
}
