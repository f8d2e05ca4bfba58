import { events } from './domains.ts'

export type EventType = keyof typeof events
export const eventTypes = Object.keys(events) as EventType[]

type Declared<T extends EventType> = (typeof events)[T]
type OutsideOf<T extends EventType> = Declared<T> extends { outside: { ids: infer Ids } } ? Ids : {}
type InsideOf<T extends EventType> = Declared<T> extends { inside: infer Ids } ? Ids : {}
type Value<Carried> = Carried extends 'always' ? string : string | null
type Values<Ids> = { readonly [I in keyof Ids]: Value<Ids[I]> }

/** Types of event that other systems hear of. */
export type PassedOn = { [T in EventType]: Declared<T> extends { outside: unknown } ? T : never }[EventType]
/** An id that an event may carry to other systems. */
export type ToldId = { [T in EventType]: keyof OutsideOf<T> }[EventType]

/** What an event of a type carries: ids, and nothing that names anyone. */
export type EventIds<T extends EventType> = Values<OutsideOf<T>> & Values<InsideOf<T>>

/** Something that has happened, written with the change itself: an event without the ids that it carries does not compile. */
export type DomainEvent<T extends EventType = EventType> = { [K in T]: { type: K; data: EventIds<K> } }[T]

/** What events carry, whichever they are: for who reads them all. */
export type AnyIds = Readonly<
  Partial<Record<{ [T in EventType]: keyof EventIds<T> }[EventType], string | null>>
>
