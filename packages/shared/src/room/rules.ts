import { type Asking, can } from '../access.ts'
import { isAnybodyIn } from '../agenda/rules.ts'
import type { AgendaLine, ItemState } from '../agenda/schema.ts'
import { whyNotInMeeting } from '../meetings/rules.ts'
import type { Meeting, MeetingState } from '../meetings/schema.ts'
import type { Fault, ProblemCode } from '../problems.ts'

/** Neither discussed nor put off. */
export const openItemStates = ['listed'] as const satisfies ItemState[]

/** Spoken of, and not put off. */
export const discussedItemStates = ['discussed'] as const satisfies ItemState[]

interface MeetingFacts {
  state: MeetingState
  signedByMe: boolean
}

/** Papers, and the room, are for who has signed that meeting's agreement (ACC-5). */
const whyNotUnsigned = ({ signedByMe }: MeetingFacts): ProblemCode | null =>
  signedByMe ? null : 'meeting.confidentiality_unsigned'

/** MTG-6: from an hour before it starts; an emergency meeting waits for nothing, and its hour has come with its call (MTG-5). */
export const whyNotOpenMeeting = (
  meeting: MeetingFacts & { opensFrom: string },
  now: string,
): ProblemCode | null =>
  whyNotUnsigned(meeting) ??
  whyNotInMeeting('open', meeting.state) ??
  (Temporal.Instant.compare(now, meeting.opensFrom) < 0 ? 'meeting.opens_later' : null)

/** MTG-6: an opening that was a slip is taken back until a case is begun or anything of one is recorded. */
export const whyNotTakeBackOpening = (meeting: MeetingFacts & { underWay: boolean }): ProblemCode | null =>
  whyNotUnsigned(meeting) ??
  whyNotInMeeting('take back', meeting.state) ??
  (meeting.underWay ? 'meeting.under_way' : null)

/** MTG-6: what was closed is reopened with a reason, until its minutes have gone out. */
export const whyNotReopen = (meeting: MeetingFacts & { minutesDistributed: boolean }): ProblemCode | null =>
  whyNotUnsigned(meeting) ??
  whyNotInMeeting('reopen', meeting.state) ??
  (meeting.minutesDistributed ? 'minutes.distributed' : null)

interface Closing {
  agenda: readonly (Pick<AgendaLine, 'state' | 'unchaired'> & { caseReference: string })[]
  leftToDeputy: boolean
  leftToOther: boolean
  unchaired: boolean
  followed: boolean
}

/**
 * Each case is spoken of, or put off, first; what nobody who attends could chair the closing itself puts off, where a meeting
 * follows (ACC-9, MTG-3).
 */
export const whyNotCloseMeeting = (meeting: MeetingFacts & Closing): ProblemCode | null =>
  whyNotUnsigned(meeting) ??
  whyNotInMeeting('close', meeting.state) ??
  (leftOpen(meeting).length > 0 ? 'meeting.items_open' : null) ??
  (isPutOffAtClosing(meeting) && !meeting.followed ? 'meeting.none_follows' : null)

/** Whether closing puts something off: what nobody who attends could chair. */
export const isPutOffAtClosing = ({ agenda, unchaired }: Pick<Closing, 'agenda' | 'unchaired'>): boolean =>
  unchaired || itemsOpen(agenda).some((line) => line.unchaired)

/** MTG-3: what is still to be discussed or put off, a case that is not the reader's to hear without its name (ACC-6). */
export function leftOpen({
  agenda,
  leftToDeputy,
  leftToOther,
}: Pick<Closing, 'agenda' | 'leftToDeputy' | 'leftToOther'>): Fault[] {
  const faults = agenda.flatMap((line, at): Fault[] =>
    whyNotOpenItem(line.state) === null && !line.unchaired
      ? [
          {
            pointer: `/agenda/${at}`,
            code: 'open',
            detail: `${line.caseReference} is neither discussed nor put off`,
          },
        ]
      : [],
  )
  const unseen = (pointer: string, by: string): Fault => ({
    pointer,
    code: 'open',
    detail: `a case that is not yours to hear is still to be discussed, or put off, by ${by}`,
  })
  if (leftToDeputy) faults.push(unseen('/leftToDeputy', 'its deputy'))
  if (leftToOther) faults.push(unseen('/leftToOther', 'whoever of chair and coordinator may hear it'))
  return faults
}

/** Lines that are neither discussed nor deferred. */
export const itemsOpen = <Line extends { state: ItemState }>(agenda: readonly Line[]): Line[] =>
  agenda.filter(({ state }) => whyNotOpenItem(state) === null)

/**
 * An item is written in while its meeting is open, it is neither discussed nor deferred, and a basis for sharing her case
 * is in force (CON-3).
 */
export const whyNotRecord = (
  meeting: MeetingState,
  item: ItemState,
  basisInForce: boolean,
): ProblemCode | null =>
  whyNotInMeeting('record', meeting) ?? whyNotOpenItem(item) ?? (basisInForce ? null : 'item.basis_missing')

/** MTG-7: what an agency shared it puts right, or takes back, while its case is written in. Others' words stay theirs. */
export const whyNotPutRight = (
  meeting: MeetingState,
  item: ItemState,
  basisInForce: boolean,
  { yours }: { yours: boolean },
): ProblemCode | null =>
  whyNotRecord(meeting, item, basisInForce) ?? (yours ? null : 'contribution.of_another')

/** MTG-7: a case that was ended by a slip is spoken of again until its meeting is closed; not what was taken off its agenda. */
export const whyNotReopenItem = (
  meeting: MeetingState,
  item: { state: ItemState; takenOff: boolean },
): ProblemCode | null =>
  whyNotInMeeting('record', meeting) ??
  (whyNotOpenItem(item.state) === null || item.takenOff ? 'item.not_ended' : null)

/** MTG-3: put off before the meeting or in it; also without a basis, which may be the reason for it. */
export const whyNotDefer = (meeting: MeetingState, item: ItemState): ProblemCode | null =>
  whyNotInMeeting('arrange', meeting) ?? whyNotOpenItem(item)

/** Neither discussed nor put off; null when it is open. */
export const whyNotOpenItem = (item: ItemState): ProblemCode | null =>
  (openItemStates as readonly ItemState[]).includes(item) ? null : 'item.closed'

/** ACC-9, REF-3: a case is begun once everybody who must not hear it was seen to leave, and not while she is held. */
export const whyNotBegin = (
  meeting: MeetingState,
  item: ItemState,
  basisInForce: boolean,
  out: Parameters<typeof isAnybodyIn>[0],
  held = false,
): ProblemCode | null =>
  whyNotRecord(meeting, item, basisInForce) ??
  (held ? 'case.held' : null) ??
  (isAnybodyIn(out) ? 'item.must_step_out' : null)

/** ACC-9: who must not hear an item is asked to leave, and seen to, in a meeting that runs, while it is to be spoken of. */
export const whyNotAskOut = (meeting: MeetingState, item: ItemState): ProblemCode | null =>
  whyNotInMeeting('record', meeting) ?? whyNotOpenItem(item)

/** ACC-9: a deputy is named while there is still something to chair; of an emergency until its minutes are out, which are hers to see to (MTG-8). */
export const whyNotNameDeputy = ({
  kind,
  state,
  minutesDistributed,
}: Pick<Meeting, 'kind' | 'state' | 'minutesDistributed'>): ProblemCode | null =>
  kind === 'emergency' && state === 'closed' && !minutesDistributed ? null : whyNotInMeeting('arrange', state)

/** ACC-9: who chairs an item: chair and coordinator; of one that neither may hear the deputy, and nobody else. */
export function whyNotChair(
  { role, agencyId, accountId }: Asking & { accountId: string },
  { needsDeputy, chairedBy }: Pick<AgendaLine, 'needsDeputy' | 'chairedBy'>,
): ProblemCode | null {
  const chairs = needsDeputy
    ? chairedBy?.accountId === accountId && chairedBy.agencyId === agencyId
    : role !== null && can(role, 'meetings:record')
  return chairs ? null : 'access.not_permitted'
}

/** MTG-3: nothing was written down of what was said of a case, its plan not amended, and no action agreed: it is asked about before it is closed. */
export const isUnrecorded = ({
  record,
  actions,
  amended = [],
}: {
  record: Readonly<Record<string, unknown>>
  actions: readonly unknown[]
  amended?: readonly unknown[]
}): boolean =>
  actions.length === 0 &&
  amended.length === 0 &&
  Object.values(record).every((words) => typeof words !== 'string' || !words.trim())
