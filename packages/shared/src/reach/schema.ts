import Type, { type Static } from 'typebox'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  LineOrNone,
  ListOf,
  LocalDate,
  Nullable,
  Text,
  Version,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { saysOfWay, wayKinds, waysAtMost } from './values.ts'

const Say = Choice(saysOfWay)
const value = 'The number, the address, the name on the app, who it goes through, or where she can be met'

/** REF-14: one way to reach her, as a form has it: every answer may wait. */
export const WayAnswers = Closed(
  {
    kind: Type.Optional(Choice(wayKinds)),
    value: Type.Optional(LineOrNone(300, value)),
    safe: Type.Optional(Say),
    because: Type.Optional(Text(narrative, 'Why it is not safe, or what to mind')),
    times: Type.Optional(LineOrNone(300, 'When it is safe')),
    message: Type.Optional(Choice(saysOfWay, { description: 'Whether a message may be left' })),
    answeredBy: Type.Optional(LineOrNone(200, 'Who else answers, reads or opens it')),
    namesSender: Type.Optional(
      Choice(saysOfWay, { description: 'Whether whoever reaches her may say where she is from' }),
    ),
    until: Type.Optional({ ...LocalDate, description: 'The last day on which it holds' }),
  },
  { $id: 'WayAnswers' },
)
export type WayAnswers = Static<typeof WayAnswers>

/** The ways of a form, each under a key of its own that whoever writes it chooses, so that each answer is kept by itself. */
export const ReachAnswers = Closed({
  ways: Type.Optional(
    Type.Record(Type.String({ pattern: '^[a-z0-9_]{1,40}$', maxLength: 40 }), WayAnswers, {
      maxProperties: waysAtMost,
      description: 'Each under a key that whoever writes it chooses; it stays that of this way',
    }),
  ),
  noneBecause: Type.Optional(Text(narrative, 'Why there is no safe way to reach her yet')),
})
export type ReachAnswers = Static<typeof ReachAnswers>

/** What is kept of a way on a file. */
export const Way = Closed(
  {
    kind: Choice(wayKinds),
    value: Line(300, value),
    safe: Say,
    because: Nullable(Text(narrative, 'Why it is not safe, or what to mind')),
    times: Nullable(Line(300, 'When it is safe')),
    message: Nullable(Say),
    answeredBy: Nullable(Line(200, 'Who else answers, reads or opens it')),
    namesSender: Nullable(Say),
    until: Nullable({ ...LocalDate, description: 'The last day on which it holds' }),
  },
  { $id: 'Way' },
)
export type Way = Static<typeof Way>

/** The same as a list has it: without a value where it is not to be used. */
export type ShownWay = Omit<Way, 'value'> & { value: string | null }

const recorded = { id: Id, version: Version, recordedAt: Instant, recordedBy: Line(), agencyName: Line() }

export const WayToReach = Closed(
  {
    ...MayBeUnreadable,
    ...recorded,
    ...Way.properties,
    value: Nullable(
      Line(300, `${value}. Null where it is not safe, or no longer holds: its reason stands in its place`),
    ),
  },
  { $id: 'WayToReach', description: 'REF-14: as every list, paper and screen shows it' },
)
export type WayToReach = Static<typeof WayToReach>

/** One way whole, with what was said of it before. */
export const WayWithHistory = Closed(
  {
    ...MayBeUnreadable,
    ...recorded,
    ...Way.properties,
    caseId: Id,
    before: ListOf(Closed({ ...MayBeUnreadable, ...recorded, ...Way.properties }), 200),
  },
  { $id: 'WayWithHistory' },
)
export type WayWithHistory = Static<typeof WayWithHistory>
