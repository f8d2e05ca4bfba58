import type { ItemState } from '../agenda/schema.ts'
import type { MeetingState } from '../meetings/schema.ts'
import type { Fault, ProblemCode } from '../problems.ts'
import { whyNotDefer } from '../room/rules.ts'
import type { Fact, Research } from './contract.ts'

/** An agency writes down what it knows before its meeting and in it, until the case is discussed or put off. */
export const whyNotResearch = (meeting: MeetingState, item: ItemState): ProblemCode | null =>
  whyNotDefer(meeting, item)

/** Nothing is shared without a basis in force (CON-3), nor by somebody who has not signed (ACC-5). */
export function whyNotShare({
  meetingState,
  state,
  basisInForce,
  signedByMe,
}: Pick<Research, 'meetingState' | 'state' | 'basisInForce' | 'signedByMe'>): ProblemCode | null {
  return (
    (signedByMe ? null : 'meeting.confidentiality_unsigned') ??
    whyNotResearch(meetingState, state) ??
    (basisInForce ? null : 'item.basis_missing')
  )
}

const same = (one: Fact, other: Fact) =>
  one.what === other.what && one.source === other.source && one.when === other.when

/** Whether this fact can be shared: it says something, and does not stand in the item already. */
export const isFactToShare = ({ shared }: Pick<Research, 'shared'>, fact: Fact): boolean =>
  fact.what.trim() !== '' && !shared.facts.some((one) => same(one, fact))

export const isOpinionToShare = ({ content, shared }: Pick<Research, 'content' | 'shared'>): boolean =>
  content.opinion.trim() !== '' && !shared.opinions.includes(content.opinion)

/** What is wrong with this choice of what to share, at its place; empty when it can be shared. */
export function sharingFaults(
  research: Pick<Research, 'content' | 'shared'>,
  chosen: { facts: readonly number[]; opinion: boolean },
): Fault[] {
  const faults: Fault[] = []
  if (chosen.facts.length === 0 && !chosen.opinion)
    faults.push({ pointer: '/facts', code: 'missing', detail: 'choose at least one fact, or the opinion' })
  for (const [at, place] of chosen.facts.entries()) {
    const fact = research.content.facts[place]
    const pointer = `/facts/${at}`
    if (!fact) faults.push({ pointer, code: 'unknown', detail: 'is not one of the facts' })
    else if (chosen.facts.indexOf(place) !== at)
      faults.push({ pointer, code: 'twice', detail: 'is chosen twice' })
    else if (!isFactToShare(research, fact))
      faults.push({ pointer, code: 'invalid', detail: 'says nothing yet, or is shared already' })
  }
  if (chosen.opinion && !isOpinionToShare(research))
    faults.push({ pointer: '/opinion', code: 'invalid', detail: 'says nothing yet, or is shared already' })
  return faults
}

/** A fact as it stands in the item and in the minutes: what, how it is known, and when. */
export function factWords({ what, source, when }: Fact): string {
  const known = [source.trim(), when.trim()].filter(Boolean).join(', ')
  return known ? `${what.trim()} (${known})` : what.trim()
}
