import type { Fault } from './problems.ts'

/** A place in a value of type `T`, as the end of an RFC 6901 pointer: `person/name`. One that its schema lacks does not compile. */
export type PlaceIn<T> = T extends readonly (infer Item)[]
  ? `${number}` | `${number}/${PlaceIn<Item>}`
  : T extends object
    ? { [K in keyof T & string]-?: K | `${K}/${PlaceIn<NonNullable<T[K]>>}` }[keyof T & string]
    : never

/** Collects what is wrong with a value of type `T`, which stands `at` a pointer of the request: '' where it is the whole. */
export function faultsOf<T>(at: string) {
  const faults: Fault[] = []
  const adding = (code: string) => (place: PlaceIn<T>, detail: string) =>
    void faults.push({ pointer: `${at}/${place}`, code, detail })
  return {
    faults,
    missing: adding('missing'),
    contradiction: adding('contradiction'),
    unknown: adding('unknown'),
  }
}
