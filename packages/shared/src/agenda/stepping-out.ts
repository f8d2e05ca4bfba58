import type { MeetingSummary } from '../meetings/schema.ts'
import { whyNotOpenItem } from '../room/rules.ts'
import { isAnybodyIn, stillIn } from './rules.ts'
import type { AgendaLine, Deputy, SteppingOut } from './schema.ts'
import { reasonWords } from './words.ts'

type Person = Pick<
  SteppingOut,
  'accountId' | 'agencyId' | 'agencyName' | 'name' | 'whole' | 'guest' | 'leftAt'
>

/** A person, as often as she attends: for each agency that she attends for. */
export const attendeeKey = ({ accountId, agencyId }: Pick<SteppingOut, 'accountId' | 'agencyId'>): string =>
  `${accountId} ${agencyId}`

interface Leaving {
  /** An agency, or who of it: at the beginning of a sentence. */
  who: string
  /** Who of it attends, where `who` is the agency. */
  names: string[]
  many: boolean
}

/**
 * ACC-9: by agency, an agency by its name where everybody steps out who attends for it; guests of other items together. `somebody`: also
 * who is not named to the reader (HRM-1).
 */
function leaving(people: readonly Person[], somebody: boolean): Leaving[] {
  const agencies = Map.groupBy(
    people.filter(({ guest }) => !guest),
    ({ agencyName }) => agencyName,
  )
  const byAgency = [...agencies].map(([agencyName, of]): Leaving => {
    const names = of.map(({ name }) => name)
    return of.every(({ whole }) => whole)
      ? { who: agencyName, names, many: false }
      : { who: `${listed(names)} of ${agencyName}`, names: [], many: of.length > 1 }
  })
  const guests = people.filter(({ guest }) => guest).map(({ name }) => name)
  return [
    ...byAgency,
    ...(guests.length > 0
      ? [
          {
            who: guests.length === 1 ? 'a guest of another case' : 'guests of other cases',
            names: guests,
            many: guests.length > 1,
          },
        ]
      : []),
    ...(somebody
      ? [{ who: byAgency.length > 0 ? 'somebody else' : 'somebody', names: [], many: false }]
      : []),
  ]
}

type WallLine = Pick<AgendaLine, 'id' | 'state' | 'position' | 'stepOut' | 'unnamedOut'>

/** What the wall of the room shows. */
type Wall<Line> =
  | { shows: 'the day' }
  | { shows: 'coming back' }
  /** Who steps out, before her name. */
  | { shows: 'stepping out'; out: Pick<WallLine, 'stepOut' | 'unnamedOut'> }
  | { shows: 'the case'; line: Line }

/**
 * ACC-9: no name before everybody has left who must not hear it, none while somebody who must not is in, and none once they
 * come back.
 */
export function onTheWall<Line extends WallLine>(meeting: {
  agenda: readonly Line[]
  currentItemId: string | null
  callingItemId: string | null
}): Wall<Line> {
  const find = (id: string | null) => meeting.agenda.find((line) => line.id === id)
  const calling = find(meeting.callingItemId)
  if (calling && whyNotOpenItem(calling.state) === null)
    return isAnybodyIn(calling) ? { shows: 'stepping out', out: outOf(calling) } : { shows: 'the day' }
  const current = find(meeting.currentItemId)
  if (!current) return { shows: 'the day' }
  if (whyNotOpenItem(current.state) === null)
    return isAnybodyIn(current)
      ? { shows: 'stepping out', out: outOf(current) }
      : { shows: 'the case', line: current }
  return current.stepOut.length > 0 || current.unnamedOut
    ? { shows: 'coming back' }
    : { shows: 'the case', line: current }
}

const outOf = ({ stepOut, unnamedOut }: WallLine) => ({ stepOut, unnamedOut })

/**
 * HRM-1: who steps out as everybody in the room may read it, whoever the wall is signed in as: an agency by its name where nobody of it may hear
 * the case, and of whoever goes alone, told or untold, that there is somebody. Nobody finds herself left out of the names, and nobody reads why.
 */
export function outOnTheWall<Line extends Pick<AgendaLine, 'stepOut' | 'unnamedOut'>>(line: Line): Line {
  const theirs = line.stepOut.filter(({ guest }) => !guest)
  const alone = [...theirs.filter(({ whole }) => !whole), ...(line.unnamedOut ? [line.unnamedOut] : [])]
  const times = alone.map(({ leftAt }) => leftAt)
  return {
    ...line,
    stepOut: theirs.filter(({ whole }) => whole).map((one) => ({ ...one, why: null })),
    unnamedOut:
      alone.length === 0 ? null : { leftAt: times.includes(null) ? null : (times.toSorted().at(-1) ?? null) },
  }
}

/** Who is still in, by agency: for the wall. */
export const leavingTheRoom = ({
  stepOut,
  unnamedOut,
}: Pick<AgendaLine, 'stepOut' | 'unnamedOut'>): Leaving[] =>
  leaving(stillIn(stepOut), unnamedOut?.leftAt === null)

type Mode = MeetingSummary['mode']

const verbs = {
  in_person: ['steps out', 'step out'],
  online: ['waits in the waiting room', 'wait in the waiting room'],
  hybrid: ['steps out or waits in the waiting room', 'step out or wait in the waiting room'],
  phone: ['leaves the call', 'leave the call'],
} as const satisfies Record<Mode, readonly [string, string]>

/** What one of `leaving` does, by how the meeting is held. */
export const leavesWords = ({ many }: Pick<Leaving, 'many'>, mode: Mode): string => verbs[mode][many ? 1 : 0]

/**
 * «Eastmarsh Police steps out for this case.» With the names of who attends, where asked for; and «somebody» who is not named to the reader.
 * Empty where nobody does.
 */
export function stepsOutSentence(
  people: readonly Person[],
  mode: Mode,
  { named = true, somebody = false } = {},
): string {
  const all = leaving(people, somebody)
  if (all.length === 0) return ''
  const who = all.map((one) => one.who + (named && one.names.length > 0 ? ` (${listed(one.names)})` : ''))
  const many = all.length > 1 || all.some((one) => one.many)
  const words = `${listed(who)} ${leavesWords({ many }, mode)} for this case.`
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/**
 * The same with why, each agency once: «Eastmarsh Police (Neil Vale) steps out for this case: she refused that they are told.»
 * Why is told to who runs the meeting alone: the API leaves it out for everybody else.
 */
export const stepsOutWithReasons = (
  people: readonly (Person & Pick<SteppingOut, 'why' | 'untold'>)[],
  mode: Mode,
  { somebody = false } = {},
): string => {
  const told = people.filter(({ untold }) => !untold)
  const untold = people.filter((one) => one.untold)
  const byReason = [...Map.groupBy(told, ({ guest, why }) => (guest ? null : why))]
  if (somebody && !byReason.some(([why]) => why === null)) byReason.push([null, []])
  return [
    ...byReason.map(([why, of]) => {
      const sentence = stepsOutSentence(of, mode, { somebody: somebody && why === null })
      return why ? `${sentence.slice(0, -1)}: ${reasonWords[why]}.` : sentence
    }),
    ...(untold.length > 0 ? [`${stepsOutSentence(untold, mode)} ${untoldWords}`] : []),
  ].join(' ')
}

/** HRM-1: beside the name of somebody who must not learn that a case is closed to him. */
export const untoldWords =
  'They do not know that it is closed to them: do not say the name aloud. The others here read that somebody steps out.'

/** Of an item that is over: «Stepped out: Neil Vale and Dana Frost, Eastmarsh Police.» Each agency once; empty where nobody did. */
export function steppedOutSentence(
  people: readonly Pick<SteppingOut, 'name' | 'agencyName'>[],
  { somebody = false } = {},
): string {
  if (people.length === 0) return somebody ? 'Somebody stepped out for this case.' : ''
  const agencies = [...Map.groupBy(people, ({ agencyName }) => agencyName)].map(
    ([agencyName, of]) => `${listed(of.map(({ name }) => name))}, ${agencyName}`,
  )
  return `Stepped out for this case: ${[...agencies, ...(somebody ? ['somebody else'] : [])].join('; ')}.`
}

/** «Dr. Ruth Amadi, Eastmarsh Hospital, chairs this case.» Empty where the chair does, or did. */
export const chairSentence = ({
  state,
  needsDeputy,
  chairedBy,
  unchaired,
}: Pick<AgendaLine, 'state' | 'needsDeputy' | 'chairedBy' | 'unchaired'>): string =>
  !needsDeputy
    ? ''
    : chairedBy
      ? state === 'listed'
        ? `${chairedBy.name}, ${chairedBy.agencyName}, chairs this case.`
        : chairedSentence(chairedBy)
      : unchaired
        ? 'Neither chair nor coordinator may hear this case, and nobody who comes could chair it: unless somebody does, it is put off to the next meeting.'
        : 'Neither chair nor coordinator may hear this case: it needs a deputy.'

/** Of an item that is over: «Dr. Ruth Amadi, Eastmarsh Hospital, chaired this case.» */
export const chairedSentence = ({ name, agencyName }: Pick<Deputy, 'name' | 'agencyName'>): string =>
  `${name}, ${agencyName}, chaired this case.`

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** Minutes, from the beginning of a meeting. */
interface Span {
  fromMinute: number
  untilMinute: number
}

const about = 5

/**
 * ACC-9: when somebody is not needed, about: to five minutes, outwards. Spans that then touch are one, so that no more shows
 * than that (ACC-6). Instants.
 */
export function notNeededBetween(
  startsAt: string,
  spans: readonly Span[],
): { from: string; until: string }[] {
  const start = Temporal.Instant.from(startsAt)
  const merged: Span[] = []
  for (const { fromMinute, untilMinute } of spans) {
    const from = Math.floor(fromMinute / about) * about
    const until = Math.ceil(untilMinute / about) * about
    const last = merged.at(-1)
    if (last && from <= last.untilMinute) last.untilMinute = Math.max(last.untilMinute, until)
    else merged.push({ fromMinute: from, untilMinute: until })
  }
  const at = (minutes: number) => start.add({ minutes }).toString()
  return merged.map(({ fromMinute, untilMinute }) => ({ from: at(fromMinute), until: at(untilMinute) }))
}

interface Away {
  agencyName: string
  /** Of whom at once: who attends for the agency and is not needed at the same times. */
  people: { names: string[]; notNeeded: { from: string; until: string }[] }[]
}

/**
 * ACC-9: of an agenda each agency once, in the order in which somebody of it first steps out: who, and about when each is not
 * needed. `lines`: with the minutes at which they are spoken of.
 */
export function awayFrom(
  startsAt: string,
  lines: readonly (Span & { stepOut: readonly Person[] })[],
): Away[] {
  const attending = Map.groupBy(
    lines.flatMap(({ stepOut, ...span }) =>
      stepOut.flatMap((person) => (person.guest ? [] : [{ ...person, span }])),
    ),
    attendeeKey,
  )
  const people = [...attending.values()].flatMap((of) => {
    const [first] = of
    return first
      ? [
          {
            ...first,
            notNeeded: notNeededBetween(
              startsAt,
              of.map(({ span }) => span),
            ),
          },
        ]
      : []
  })
  return [...Map.groupBy(people, ({ agencyId }) => agencyId).values()].map((of) => ({
    agencyName: of[0]?.agencyName ?? '',
    people: [...Map.groupBy(of, ({ notNeeded }) => JSON.stringify(notNeeded)).values()].map((together) => ({
      names: together.map(({ name }) => name),
      notNeeded: together[0]?.notNeeded ?? [],
    })),
  }))
}

/** «not needed from about 11:20 to 11:35» */
export const awayWords = (
  spans: readonly { from: string; until: string }[],
  time: (at: string) => string,
): string =>
  `not needed from about ${listed(spans.map(({ from, until }) => `${time(from)} to ${time(until)}`))}`

/** «You are not needed from about 11:20 to 11:35.» `time`: an instant in words. Null where one is needed throughout. */
export const notNeededSentence = (
  spans: readonly { from: string; until: string }[],
  time: (at: string) => string,
): string | null => (spans.length === 0 ? null : `You are ${awayWords(spans, time)}.`)
