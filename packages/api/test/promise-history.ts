import fc from 'fast-check'
import type { AgencyName } from '../src/demo/cast.ts'

// Who acts in the histories of promise.test.ts, and all that may happen in one.

export const readers = [
  'coordinator',
  'outreach',
  'police',
  'constable',
  'health',
  'midwife',
  'drugs',
] as const
export type Who = (typeof readers)[number]
export const placeOf: Record<Who, AgencyName> = {
  coordinator: 'lantern',
  outreach: 'lantern',
  police: 'police',
  constable: 'police',
  health: 'health',
  midwife: 'health',
  drugs: 'drugs',
}
export const named = ['lantern', 'police', 'health', 'drugs'] as const satisfies AgencyName[]
export type Named = (typeof named)[number]

const who = fc.constantFrom(...readers)
const agency = fc.constantFrom(...named)
const some = fc.subarray([...named])
/** Any of what there is, by a number that is taken modulo how many there are. */
const any = fc.nat({ max: 5 })
const step = fc.oneof(
  fc.record({ do: fc.constant('refer' as const), who, agreed: some, refused: some, consent: fc.boolean() }),
  fc.record({ do: fc.constant('join' as const), file: any, other: any }),
  fc.record({ do: fc.constant('part' as const), any }),
  fc.record({
    do: fc.constant('consent' as const),
    who,
    file: any,
    agreed: some,
    refused: some,
    lift: fc.boolean(),
    days: fc.constantFrom(1, 30, 200),
  }),
  fc.record({ do: fc.constant('withdraw' as const), who, any, refused: some }),
  fc.record({ do: fc.constant('limit' as const), who, file: any, agency }),
  fc.record({
    do: fc.constant('shut out' as const),
    file: any,
    whom: fc.constantFrom<Who>('constable', 'midwife'),
  }),
  fc.record({ do: fc.constant('lift' as const), who, any }),
  fc.record({ do: fc.constant('stand aside' as const), who, file: any }),
  fc.record({
    ...{ do: fc.constant('close to' as const), who, file: any, told: fc.boolean() },
    whom: fc.constantFrom<Who>('constable', 'midwife', 'outreach', 'drugs'),
  }),
  fc.record({ do: fc.constant('open again' as const), who, any }),
  fc.record({ do: fc.constant('law' as const), who, file: any, with: some }),
  fc.record({ do: fc.constant('emergency' as const), who, file: any }),
  fc.record({
    do: fc.constant('past her no' as const),
    who,
    any,
    urgent: fc.boolean(),
    // Each says so a minute after the other.
    decided: fc.array(fc.record({ who, yes: fc.constantFrom(true, true, true, false) }), { maxLength: 4 }),
  }),
  fc.record({ do: fc.constant('decide' as const), who, any, yes: fc.constantFrom(true, true, false) }),
  fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(1, 5, 24 * 8, 24 * 31) }),
)
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
export type History = typeof history extends fc.Arbitrary<infer H> ? H : never
/** Begins with two files of the same person, referred by two agencies: a history of none shows nothing. */
export const history = fc.tuple(
  fc.record({ who: fc.constantFrom<Who>('outreach', 'health'), agreed: some, refused: some }),
  fc.record({
    who: fc.constantFrom<Who>('police', 'drugs', 'constable'),
    agreed: some,
    consent: fc.boolean(),
  }),
  fc.array(step, { minLength: 3, maxLength: 9 }),
)
