import { type Asking, coordinates, isTrueOf } from '../access.ts'
import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { HarmFacts, HarmRow, HarmRows, PersonWhoHarms } from './schema.ts'

type Theirs = Pick<PersonWhoHarms, 'own' | 'recorded'>

/**
 * Whose it is to change, end or put back: whoever recorded it, who leads her agency, and who coordinates. What another agency knows it records
 * as a row of its own, so that nobody writes over the words of another.
 */
const whyNotTheirs = ({ own, recorded }: Theirs, { role, agencyId }: Asking): ProblemCode | null =>
  own || coordinates(role) || (isTrueOf('leads', role) && agencyId === recorded.agencyId)
    ? null
    : 'person_who_harms.of_another'

/** Why nothing is asked or answered of him any more; null while it is. */
export const whyNotAsk = ({ ended }: { ended: unknown }): ProblemCode | null =>
  ended ? 'person_who_harms.ended' : null

/** Why what is recorded of him cannot be changed or ended now; null when it can. */
export const whyNotChangeHarm = (
  person: Theirs & Pick<PersonWhoHarms, 'ended'>,
  asking: Asking,
): ProblemCode | null => whyNotTheirs(person, asking) ?? whyNotAsk(person)

/** Why what stood before is not put back; also what was ended is. */
export const whyNotRestore = (
  person: Theirs & Pick<PersonWhoHarms, 'before'>,
  version: number,
  asking: Asking,
): ProblemCode | null =>
  whyNotTheirs(person, asking) ??
  (person.before.some((one) => one.version === version) ? null : 'person_who_harms.no_such_version')

/** Why an agency that knows of him is not let to read the row. */
export const whyNotSettle = (
  conflict: Pick<PersonWhoHarms['conflicts'][number], 'answer' | 'reads'> | undefined,
  { role }: Pick<Asking, 'role'>,
): ProblemCode | null => {
  if (!isTrueOf('seesByCoordination', role)) return 'conflict.not_yours'
  if (!conflict || conflict.answer === null) return 'conflict.not_answered'
  return conflict.reads ? 'conflict.settled' : null
}

const says = (text: string | null | undefined): boolean => Boolean(text?.trim())

/** Whether a row says anything at all: on the form an empty one is left out. */
export const saysAnything = ({ orders, ...facts }: HarmFacts): boolean =>
  Object.values(facts).some((fact) => says(fact)) || Boolean(orders?.length)

/** What a row still lacks: who is recorded is named or described, so that somebody can tell whether he is known. */
export function harmFaults(facts: Pick<HarmFacts, 'called' | 'names' | 'description'>, at = ''): Fault[] {
  const { faults, missing } = faultsOf<HarmFacts>(at)
  if (!says(facts.called) && !says(facts.names) && !says(facts.description))
    missing('called', 'Say what he or she is called, or what he or she looks like')
  return faults
}

/** What the leads are asked on, and nothing else: changed, they are asked anew. */
export const askedOn = ({ called, age, area }: HarmFacts) => ({
  called: called?.trim() || null,
  age: age?.trim() || null,
  area: area?.trim() || null,
})
export const asksAnew = (before: HarmFacts, now: HarmFacts): boolean =>
  JSON.stringify(askedOn(before)) !== JSON.stringify(askedOn(now))

/** Where somebody of his name works in the partnership, that is asked again only where the name changes. */
export const namedAnew = (before: HarmFacts, now: HarmFacts): boolean =>
  (['called', 'names'] as const).some((key) => (before[key]?.trim() ?? '') !== (now[key]?.trim() ?? ''))

/**
 * The same of what stood before: another name than now, or he stands again who was ended. Whoever came to work here meanwhile was held against
 * neither.
 */
export const namedAgain = (
  now: Pick<PersonWhoHarms, 'facts' | 'ended'>,
  before: Pick<PersonWhoHarms, 'facts' | 'ended'>,
): boolean => namedAnew(now.facts, before.facts) || (now.ended !== null && before.ended === null)

/** What of an answer is missing: an agency that works with him says how, so that the coordinator can settle what follows. */
export function conflictFaults({ answer, words }: { answer: string; words?: string | undefined }): Fault[] {
  const { faults, missing } = faultsOf<{ words: string }>('')
  if (answer === 'works_with_him' && !says(words))
    missing('words', 'Say how your agency works with this person')
  return faults
}

/** The days on which orders of his end: what is warned about. */
export const orderEnds = ({ orders = [] }: HarmFacts): string[] => [
  ...new Set(orders.flatMap(({ endsOn }) => endsOn ?? [])),
]

/**
 * A row with one answer changed. Whether it is somebody who works in the partnership was said of the name that stood there: with another name it is
 * asked anew.
 */
export function withAnswer<Key extends keyof HarmRow>(
  row: HarmRow,
  key: Key,
  value: HarmRow[Key] | undefined,
): HarmRow {
  const changed: HarmRow = { ...row }
  if (value === undefined) delete changed[key]
  else changed[key] = value
  if (key !== 'sameName' && namedAnew(factsOfRow(row), factsOfRow(changed))) delete changed.sameName
  return changed
}

/** A row of the form as the case keeps it: what says nothing is left out. */
export function factsOfRow({ orders = {}, sameName: _, ...facts }: HarmRow): HarmFacts {
  const kept = Object.fromEntries(Object.entries(facts).filter(([, fact]) => says(fact)))
  const said = Object.values(orders).filter((order) => Object.values(order).some((one) => says(one)))
  return {
    ...kept,
    ...(said.length > 0 && {
      orders: said.map(({ kind = 'other', conditions, endsOn }) => ({
        kind,
        ...(conditions?.trim() && { conditions }),
        endsOn: endsOn?.trim() || null,
      })),
    }),
  }
}

/** What the rows of a form still lack before it is submitted; one that says nothing lacks nothing. `isDay`: a whole date. */
export const rowFaults = (rows: HarmRows, at: string, isDay: (typed: string) => boolean): Fault[] =>
  Object.entries(rows).flatMap(([id, row]) => {
    if (!saysAnything(factsOfRow(row))) return []
    const unfinished = Object.entries(row.orders ?? {})
      .filter(([, { endsOn }]) => says(endsOn) && !isDay(endsOn?.trim() ?? ''))
      .map(([order]) => ({
        pointer: `${at}/${id}/orders/${order}/endsOn`,
        code: 'invalid',
        detail: 'Give a whole date, such as 31 3 2026, or leave it out',
      }))
    const ofNoKind = Object.entries(row.orders ?? {})
      .filter(([, { kind, conditions, endsOn }]) => !kind && (says(conditions) || says(endsOn)))
      .map(([order]) => ({
        pointer: `${at}/${id}/orders/${order}/kind`,
        code: 'missing',
        detail: 'Say which order it is',
      }))
    return [...harmFaults(row, `${at}/${id}`), ...ofNoKind, ...unfinished]
  })
