import Type, { type Static } from 'typebox'
import { Action } from '../actions/contract.ts'
import { AgendaLine, ItemState } from '../agenda/schema.ts'
import { caseChildrenAtMost } from '../children/values.ts'
import { account, contributed } from '../limits.ts'
import { MeetingState } from '../meetings/schema.ts'
import { forumsAtMost } from '../other-forums/values.ts'
import { PlanLine } from '../plan/schema.ts'
import { waysOnFile } from '../reach/values.ts'
import { waysGiven } from '../referrals/values.ts'
import { besideHerWords } from '../referrals/wants-schema.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, Text, Version } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'

/** MTG-7: what is written down for one case, in the order in which it is spoken of. */
export const ItemRecord = Closed(
  {
    riskPlan: Type.Optional(
      Text(account, 'As one text: it becomes a line of the plan as the case is closed (PLN-1)'),
    ),
    supportPlan: Type.Optional(
      Text(account, 'As one text: it becomes a line of the plan as the case is closed (PLN-1)'),
    ),
    decisions: Type.Optional(Text(account)),
    whoTellsHer: Type.Optional(Text(account, 'Who tells her what, when, and how safely')),
  },
  { $id: 'ItemRecord' },
)
export type ItemRecord = Static<typeof ItemRecord>

/** `facts`, `opinion`: shared from the agency's research, each recognisable for what it is (MTG-3). */
export const contributionKind = Choice(['said', 'facts', 'opinion'], { $id: 'ContributionKind' })

export const Contribution = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    agencyId: Id,
    agencyName: Line(),
    by: Line(),
    kind: contributionKind,
    words: Text(contributed),
    at: Instant,
    yours: Type.Boolean({ description: 'You may put it right, or take it back, until the case is closed' }),
    putRight: Type.Boolean({ description: 'It was said otherwise before' }),
  },
  { $id: 'Contribution', description: 'What an agency shared into the item' },
)

export const AgendaItem = Closed(
  {
    ...AgendaLine.properties,
    version: Version,
    meetingId: Id,
    meetingStartsAt: Instant,
    meetingState: MeetingState,
    name: Text(200),
    asks: Nullable(Text()),
    // CHD-1: as far as the reader sees her children; to a guest none.
    children: ListOf(Text(account), caseChildrenAtMost),
    // REF-14: how to reach her, of what is not safe the reason alone; to a guest none.
    reach: ListOf(Text(account), waysOnFile),
    // FOR-1: as far as the reader sees them; to a guest none.
    otherForums: ListOf(Text(account), forumsAtMost + 1),
    herVoice: ListOf(
      Closed({
        ...MayBeUnreadable,
        ...{ words: Text(), worries: Nullable(Text()), given: Choice(waysGiven), at: Instant },
        ...besideHerWords,
      }),
      200,
    ),
    record: ItemRecord,
    plan: ListOf(PlanLine, 500),
    contributions: ListOf(Contribution, 200),
    actions: ListOf(Action, 200),
    carried: ListOf(Action, 200),
    deferredFor: Nullable(Text()),
    // Agencies that may take an action: those with a basis to see the case.
    mayAct: ListOf(Id, 200),
  },
  { $id: 'AgendaItem' },
)
export type AgendaItem = Static<typeof AgendaItem>

/** What an event of a meeting's stream tells: ids, versions and states of what its holder may see, and nothing else. */
export const MeetingNews = Closed(
  {
    mark: Type.String({
      minLength: 1,
      maxLength: 64,
      description:
        'Of all that you may see: the same mark, the same sight. Compare it after a lost connection',
    }),
    version: Version,
    state: MeetingState,
    currentItemId: Nullable(Id),
    changed: ListOf(
      Closed({ id: Id, version: Version, state: ItemState, basisInForce: Type.Boolean() }),
      200,
    ),
    gone: ListOf(Id, 200),
  },
  { $id: 'MeetingNews' },
)
export type MeetingNews = Static<typeof MeetingNews>
