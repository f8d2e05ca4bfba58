import Type, { type Static } from 'typebox'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Reference,
  Text,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { decidingSeats, limitKinds, limitPurposes, overrideStates } from './values.ts'

export const Limit = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    caseId: Id,
    caseReference: Reference,
    kind: Choice(limitKinds, { $id: 'LimitKind' }),
    agencyId: Nullable(Id),
    agencyName: Nullable(Line()),
    accountId: Nullable(Id),
    accountName: Nullable(Line(200, 'Whom she refuses in person')),
    purpose: Nullable(Choice(limitPurposes, { $id: 'LimitPurpose' })),
    words: Text(),
    own: Type.Boolean({
      description:
        'It is about an agency in which the reader has a place: somebody of another lifts or confirms it',
    }),
    doubted: Type.Boolean({
      description:
        'An agency that she refuses recorded it: it binds the file on which it was recorded, and no other until somebody who sees that, or coordinates, confirms that she said so',
    }),
    saidOn: LocalDate,
    recordedAt: Instant,
    recordedBy: Line(),
    promisedBy: Closed({ agencyId: Id, agencyName: Line() }),
    confirmedAt: Nullable(Instant),
    liftedAt: Nullable(Instant),
    liftedBy: Nullable(Line()),
    liftedWords: Nullable(Text()),
  },
  {
    $id: 'Limit',
    description:
      'ACC-8: what she refuses, said on one file and binding every file of hers until she lifts it; `promisedBy` gave her the promise',
  },
)
export type Limit = Static<typeof Limit>

/** What she refuses it to be used for, for whoever lets somebody outside know of her. */
export const HerNo = Closed(
  { limitId: Id, caseReference: Reference, what: Line(500), words: Text(), saidOn: LocalDate },
  { $id: 'HerNo', description: 'ACC-8: a use of what is known that she refuses' },
)
export type HerNo = Static<typeof HerNo>

/** Why the risk outweighs her no now, and when she is told. */
export const PastLimit = Closed(
  {
    limitId: Id,
    why: Type.Optional(Text()),
    tellHer: Type.Optional(Text()),
  },
  {
    $id: 'PastLimit',
    description:
      'ACC-8: a no of hers that a sharing without consent would pass; why the risk outweighs it now, and when she is told',
  },
)
export type PastLimit = Static<typeof PastLimit>

const LimitDecision = Closed(
  {
    seat: Choice(decidingSeats),
    name: Line(),
    agencyId: Id,
    agencyName: Line(),
    yes: Type.Boolean(),
    words: Text(),
    decidedAt: Instant,
  },
  { $id: 'LimitDecision' },
)

export const Decider = Closed(
  { name: Line(), agencyId: Id, agencyName: Line(), seat: Choice(decidingSeats) },
  { $id: 'Decider', description: 'ACC-8: who may decide on sharing past her no, and in whose place' },
)
export type Decider = Static<typeof Decider>

export const LimitOverride = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    caseId: Id,
    caseReference: Reference,
    agencyId: Id,
    agencyName: Line(200, 'Who gains'),
    withoutConsentId: Id,
    reasons: ListOf(PastLimit, 200),
    delayEndangers: Type.Boolean(),
    urgent: Type.Boolean(),
    askedAt: Instant,
    askedBy: Line(),
    askingAgencyName: Line(),
    state: Choice(overrideStates, { $id: 'OverrideState' }),
    openedAt: Nullable(Instant),
    until: Nullable(Instant),
    dueAt: Instant,
    lapsesAt: Instant,
    decisions: ListOf(LimitDecision, 3),
    deciders: Nullable(ListOf(Decider, 200)),
    mine: Closed({ asked: Type.Boolean(), decided: Type.Boolean(), seat: Nullable(Choice(decidingSeats)) }),
  },
  {
    $id: 'LimitOverride',
    description:
      'ACC-8: sharing past her no, as it is asked for and decided. `dueAt`: by when two have decided; `lapsesAt`: when it ends by itself. `mine.seat`: in whose place the reader may decide now. `deciders`: who may still decide; null to who does not see the case',
  },
)
export type LimitOverride = Static<typeof LimitOverride>

export const Contradiction = Closed(
  {
    caseId: Id,
    caseReference: Reference,
    agencyId: Id,
    agencyName: Line(),
    record: Choice(['consent', 'without_consent', 'her_no']),
    at: Instant,
  },
  {
    $id: 'Contradiction',
    description:
      'ACC-8: a record names an agency that she refuses; her no holds. Waits for the coordinator until she was asked again, the record is over, or two people are asked. `her_no`: an agency that she refuses recorded that she refuses another; it waits until she was asked',
  },
)
export type Contradiction = Static<typeof Contradiction>
