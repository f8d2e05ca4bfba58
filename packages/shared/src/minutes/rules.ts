import type { MeetingSummary } from '../meetings/schema.ts'
import type { ProblemCode } from '../problems.ts'
import type { MinutedContent, MinutedWording } from './contract.ts'

interface Standing {
  distributedAt: string | null
}

/** MTG-8: a draft is edited and distributed, a distributed version is corrected by the next. Null when it can be. */
export function whyNotMinutes(
  move: 'edit' | 'distribute' | 'correct',
  { distributedAt }: Standing,
): ProblemCode | null {
  if (move === 'correct') return distributedAt === null ? 'minutes.being_drafted' : null
  return distributedAt === null ? null : 'minutes.distributed'
}

/** MTG-8: a correction that was begun by mistake is dropped until it is distributed; a first draft is not. Null when it can be. */
export const whyNotDrop = ({ distributedAt, edition }: Standing & { edition: number }): ProblemCode | null =>
  whyNotMinutes('edit', { distributedAt }) ?? (edition > 1 ? null : 'minutes.first_draft')

/**
 * CON-3, MTG-8: whether an item goes out as its line alone: for want of a basis in force. A correction touches only what it
 * corrects: what it leaves as it was stays as it was distributed, for those whose grant stands.
 */
export const goesOutWithheld = (item: {
  basisInForce: boolean
  withheldBefore: boolean
  corrects: boolean
  reworded: boolean
}): boolean => !item.basisInForce && (!item.corrects || item.reworded || item.withheldBefore)

/** CON-3: an item of a draft is worded while a basis for sharing is in force; without one it is withheld. */
export const whyNotReword = ({ withheld }: { withheld: boolean }): ProblemCode | null =>
  withheld ? 'item.basis_missing' : null

/** CON-3: what is left of an item while no basis for sharing is in force: its line, and nothing that names anyone. */
export const lineOnly = ({ caseReference, light, state, putOffTo }: MinutedContent): MinutedContent => ({
  caseReference,
  light,
  state,
  ...(putOffTo && { putOffTo }),
  name: '',
  herVoice: [],
  contributions: [],
  record: {},
  carried: [],
  actions: [],
  deferredFor: null,
})

/** MTG-8: when a meeting began: as it was opened, or at its hour where it was opened ahead of it; an emergency waits for no hour (MTG-5). */
export const beganAt = ({
  kind,
  openedAt,
  startsAt,
  endedAt,
}: {
  kind: MeetingSummary['kind']
  openedAt: string
  startsAt: string
  endedAt: string
}): string => {
  const before = (one: string, other: string) => Temporal.Instant.compare(one, other) < 0
  return kind === 'monthly' && before(openedAt, startsAt) && before(startsAt, endedAt) ? startsAt : openedAt
}

/**
 * Her words as minutes give them: what she said since her case was last spoken of; where she said nothing new, the last that she
 * said, with its date. What earlier minutes hold is not repeated. `voices`: oldest first.
 */
export function newlySaid<Voice extends { at: string }>(
  voices: readonly Voice[],
  lastSpokenOf: string | null,
): Voice[] {
  const since = voices.filter(({ at }) => !lastSpokenOf || Temporal.Instant.compare(at, lastSpokenOf) > 0)
  return since.length > 0 ? since : voices.slice(-1)
}

type Plan = Pick<MinutedContent, 'plan' | 'planAmended'>
const sameLine = (one: MinutedWording, other: MinutedWording) =>
  one.part === other.part &&
  one.area === other.area &&
  one.words === other.words &&
  one.leadAgencyName === other.leadAgencyName &&
  one.lookAgainOn === other.lookAgainOn

/**
 * PLN-1: the amendment, and what else stood in the plan: each line once. What the record says as one text is a line of the plan
 * too, and is left to the record.
 */
export function planOnce({
  plan = [],
  planAmended = [],
  record,
}: Plan & Pick<MinutedContent, 'record'>): Required<Plan> {
  const texts = [record.riskPlan, record.supportPlan].flatMap((words) => words?.trim() || [])
  const asText = ({ area, words }: MinutedWording) => area === null && texts.includes(words.trim())
  return {
    planAmended: planAmended.filter(({ after }) => !asText(after)),
    plan: plan.filter((line) => !asText(line) && !planAmended.some(({ after }) => sameLine(after, line))),
  }
}

interface Edit {
  record?: MinutedContent['record']
  contributions?: readonly { id: string; words: string }[]
  deferredFor?: string
}

/** The item as newly worded. Words that were emptied leave the record; her voice and actions stay as they are. */
export function reworded(
  item: MinutedContent,
  { record = {}, contributions = [], deferredFor }: Edit,
): MinutedContent {
  const words = new Map(contributions.map((one) => [one.id, one.words]))
  const parts = Object.entries({ ...item.record, ...record }).filter(([, part]) => part !== '')
  return {
    ...item,
    record: Object.fromEntries(parts),
    contributions: item.contributions.map((one) => ({ ...one, words: words.get(one.id) ?? one.words })),
    deferredFor: item.deferredFor === null ? null : (deferredFor ?? item.deferredFor),
  }
}

/** Places in an edit that name what the item does not have. */
export const unknownIn = (item: MinutedContent, { contributions = [], deferredFor }: Edit): string[] => [
  ...contributions.flatMap(({ id }, index) =>
    item.contributions.some((one) => one.id === id) ? [] : [`/contributions/${index}/id`],
  ),
  ...(deferredFor !== undefined && item.deferredFor === null ? ['/deferredFor'] : []),
]
