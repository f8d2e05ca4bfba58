import { whyNotInMeeting } from '../meetings/rules.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import { seriousness } from '../referrals/rules.ts'
import type { Light } from '../traffic-light/schema.ts'
import type { AgendaLine, ItemState, SteppingOut } from './schema.ts'
import { agendaAtMost } from './values.ts'

/** MTG-3: until the meeting closes, and again only once something has changed; null when it can be published. */
export const whyNotPublishAgenda = ({
  state,
  agendaPublishedAt,
  agendaChanged,
}: {
  state: MeetingState
  agendaPublishedAt: string | null
  agendaChanged: boolean
}): ProblemCode | null =>
  whyNotInMeeting('arrange', state) ?? (agendaPublishedAt && !agendaChanged ? 'agenda.unchanged' : null)

/** MTG-3: a case that nobody referred anew comes onto the agenda once, and not without a basis (CON-3); null when it can. */
export function whyNotListCarried({
  listed,
  basisInForce,
}: {
  listed: boolean
  basisInForce: boolean
}): ProblemCode | null {
  if (listed) return 'agenda.case_listed'
  return basisInForce ? null : 'item.basis_missing'
}

/** MTG-3: what stands on an agenda, or was taken off it, can be put there; what was discussed is not discussed again. */
export const listableItemStates = ['listed', 'deferred'] as const satisfies ItemState[]

interface Standing {
  id: string
  state: ItemState
  caseReference: string
}

/**
 * MTG-3: why this is no order of the agenda: it names the cases that still stand on it, each once. Empty when it is one.
 * `standing`: the agenda as it is, with what has been discussed or deferred.
 */
export function orderFaults(standing: readonly Standing[], asked: readonly string[]): Fault[] {
  const listed = new Map(standing.flatMap((line) => (line.state === 'listed' ? [[line.id, line]] : [])))
  const faults: Fault[] = []
  const named = new Set<string>()
  for (const [at, id] of asked.entries()) {
    const pointer = `/items/${at}/id`
    if (!listed.has(id))
      faults.push({ pointer, code: 'unknown', detail: 'does not stand on this agenda now' })
    else if (named.has(id)) faults.push({ pointer, code: 'twice', detail: 'stands in this order twice' })
    named.add(id)
  }
  for (const { id, caseReference } of listed.values())
    if (!named.has(id))
      faults.push({ pointer: '/items', code: 'missing', detail: `leaves out ${caseReference}` })
  return faults
}

/**
 * The whole agenda in the order asked for. What has been discussed or deferred keeps its place; the listed ones go into the
 * places between. `asked` must be without `orderFaults`.
 */
export function reordered(standing: readonly Standing[], asked: readonly string[]): string[] {
  const next = asked.values()
  return standing.map(({ id, state }) => (state === 'listed' ? (next.next().value ?? id) : id))
}

/**
 * Where a case goes in that comes onto an agenda which the coordinator has ordered: behind another file of the same person,
 * else behind the last one of its own light or a more serious one, else first (MTG-3, REF-10). An index into `ordered`.
 */
export function placeOfNewcomer(
  ordered: readonly { light: Light; person: string }[],
  { light, person }: { light: Light; person: string },
): number {
  const hers = ordered.findLastIndex((line) => line.person === person)
  if (hers >= 0) return hers + 1
  return ordered.findLastIndex((line) => seriousness(line.light) <= seriousness(light)) + 1
}

/** MTG-3: not spoken of at this meeting: it takes none of its time, and leaves its papers. */
export const isOff = ({ state }: { state: string }): boolean => state === 'deferred'

/** MTG-3: somebody put it off, or the closing of its meeting did: papers and minutes say so. Not what a hold, a withdrawal or a triage taken back took off. */
export const isPutOff = (line: { state: string; takenOff: boolean }): boolean => isOff(line) && !line.takenOff

/** Minutes of what is still to be spoken of, and the instant at which that would end. */
export function timeNeeded(
  agenda: readonly { state: string; minutes: number }[],
  startsAt: string,
): { minutes: number; endsAt: string } {
  const minutes = agenda.reduce((sum, line) => sum + (isOff(line) ? 0 : line.minutes), 0)
  return { minutes, endsAt: Temporal.Instant.from(startsAt).add({ minutes }).toString() }
}

/** Minutes per item by light: red cases get the time that they need first. */
export const minutesFor = { red: 15, amber: 10, green: 5 } as const

/** Why one more case does not come onto an agenda beside so many others; null where it does. */
export const whyNotOneMore = (others: number): ProblemCode | null =>
  others >= agendaAtMost ? 'agenda.full' : null

/** ACC-9: whether somebody is still in who must not hear an item, whether or not the reader may know who. */
export const isAnybodyIn = ({
  stepOut,
  unnamedOut,
}: {
  stepOut: readonly Pick<SteppingOut, 'leftAt'>[]
  unnamedOut: AgendaLine['unnamedOut']
}): boolean => stillIn(stepOut).length > 0 || unnamedOut?.leftAt === null

/** ACC-9: who must not hear an item and was not seen to leave yet. */
export const stillIn = <P extends Pick<SteppingOut, 'leftAt'>>(people: readonly P[]): P[] =>
  people.filter(({ leftAt }) => leftAt === null)
