import { faultsOf } from '../faults.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import type { HarmFacts, HarmRow, HarmRows, PersonWhoHarms } from './schema.ts'

/** Why what is recorded of him cannot be changed or ended now; null when it can. */
export const whyNotChangeHarm = ({ ended }: Pick<PersonWhoHarms, 'ended'>): ProblemCode | null =>
  ended === null ? null : 'person_who_harms.ended'

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
const askedOn = ({ called, age, area }: HarmFacts) => [called, age, area].map((one) => one?.trim() ?? '')
export const asksAnew = (before: HarmFacts, now: HarmFacts): boolean =>
  askedOn(before).some((fact, n) => fact !== askedOn(now)[n])

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

/** A row of the form as the case keeps it: what says nothing is left out. */
export function factsOfRow({ orders = {}, ...facts }: HarmRow): HarmFacts {
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
