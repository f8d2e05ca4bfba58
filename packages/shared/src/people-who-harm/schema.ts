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
import {
  conflictAnswers,
  earlierAtMost,
  harmEndings,
  harmOrderKinds,
  harmRelations,
  harmStatuses,
  namesakesAtMost,
  ordersAtMost,
  peopleAtMost,
  rowsAtMost,
  sameNames,
} from './values.ts'

const OrderKind = Choice(harmOrderKinds, { $id: 'HarmOrderKind' })

const facts = {
  called: Type.Optional(LineOrNone(200, 'What he or she is called')),
  names: Type.Optional(LineOrNone(300, 'Other names')),
  relation: Type.Optional(Choice(harmRelations, { $id: 'HarmRelation' })),
  age: Type.Optional(LineOrNone(60, 'As it is said, such as “about 40”')),
  description: Type.Optional(Text(narrative)),
  area: Type.Optional(LineOrNone(200, 'Where he or she lives or is seen')),
  vehicle: Type.Optional(LineOrNone(200)),
  phones: Type.Optional(LineOrNone(200)),
  sheSays: Type.Optional(Text(narrative, 'What she says of it')),
  workerSaw: Type.Optional(Text(narrative, 'What a worker saw')),
  policeRecord: Type.Optional(Text(narrative, 'What police have on record')),
  status: Type.Optional(Choice(harmStatuses, { $id: 'HarmStatus' })),
  danger: Type.Optional(Text(narrative, 'Danger to workers')),
}

export const HarmOrder = Closed(
  {
    kind: OrderKind,
    conditions: Type.Optional(Text(narrative)),
    endsOn: Type.Optional(
      Nullable({ ...LocalDate, description: 'Null: it does not end, or nobody knows when' }),
    ),
  },
  { $id: 'HarmOrder', description: 'What a court or the police have put on him' },
)
export type HarmOrder = Static<typeof HarmOrder>

/** All that is said of one person who harms her. */
export const HarmFacts = Closed(
  { ...facts, orders: Type.Optional(ListOf(HarmOrder, ordersAtMost)) },
  {
    $id: 'HarmFacts',
    description: 'HRM-1: each key may be left out. Who is recorded is named, or described',
  },
)
export type HarmFacts = Static<typeof HarmFacts>
export type HarmFact = keyof HarmFacts

export const SameNameSaid = Type.Optional(
  Choice(sameNames, {
    $id: 'SameName',
    description:
      'Asked where the name is that of somebody who works in the partnership: whether the case is closed to that person, untold, before anybody is asked about him',
  }),
)

/** As it is recorded, or put right. */
export const SaidOfPerson = Closed(
  { ...HarmFacts.properties, sameName: SameNameSaid },
  { $id: 'SaidOfPersonWhoHarms' },
)
export type SaidOfPerson = Static<typeof SaidOfPerson>

const RowId = Type.String({ format: 'uuid', maxLength: 36 })

/** The same as a row of the referral form: an order’s end as it was typed, since a draft keeps half a date. */
export const HarmRow = Closed(
  {
    ...facts,
    sameName: SameNameSaid,
    orders: Type.Optional(
      Type.Record(
        RowId,
        Closed({
          kind: Type.Optional(OrderKind),
          conditions: Type.Optional(Text(narrative)),
          endsOn: Type.Optional(
            LineOrNone(40, 'YYYY-MM-DD as far as it was typed; nothing is submitted with half of one'),
          ),
        }),
        { maxProperties: ordersAtMost },
      ),
    ),
  },
  { $id: 'HarmRow', description: 'HRM-1: a person who harms her, as the referral form has it' },
)
export type HarmRow = Static<typeof HarmRow>

export const HarmRows = Type.Record(RowId, HarmRow, {
  $id: 'HarmRows',
  maxProperties: rowsAtMost,
  description:
    'HRM-1: people who harm her, each row and order by an id that its writer gives it. A draft keeps them; with its submission they go to the case, each once, and stand in no answers any more',
})
export type HarmRows = Static<typeof HarmRows>

const Made = { at: Instant, by: Line(), agencyId: Id, agencyName: Line() }
const Ended = Nullable(
  Closed({ at: Instant, by: Line(), as: Choice(harmEndings, { $id: 'HarmEnding' }), words: Text() }),
)

export const PersonWhoHarms = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    facts: HarmFacts,
    recorded: Closed(Made),
    changed: Nullable(Closed({ at: Instant, by: Line() })),
    fromReferral: Type.Boolean({
      description: 'It came with a referral: these are the referrer’s words, until changed',
    }),
    ended: Ended,
    before: Type.Array(
      Closed({
        ...MayBeUnreadable,
        version: Version,
        facts: HarmFacts,
        ended: Ended,
        until: Instant,
        changedBy: Line(),
      }),
      {
        maxItems: earlierAtMost,
        description: 'What stood before, newest first; `restorePersonWhoHarms` puts one of them back',
      },
    ),
    own: Type.Boolean({ description: 'Recorded by the reader' }),
    conflicts: ListOf(
      Closed({
        ...MayBeUnreadable,
        agencyId: Id,
        agencyName: Line(),
        answer: Nullable(Choice(conflictAnswers, { $id: 'ConflictAnswer' })),
        words: Nullable(Text()),
        answeredAt: Nullable(Instant),
        answeredBy: Nullable(Line()),
        reads: Type.Boolean({
          description:
            'Its lead and whom she named read the row: he is not known there, or who coordinates let it',
        }),
      }),
      200,
    ),
    namesakes: ListOf(Closed({ accountId: Id, name: Line(), agencyName: Line() }), namesakesAtMost),
  },
  {
    $id: 'PersonWhoHarms',
    description:
      'HRM-1: restricted to coordinator and chair; to leads, secondaries and workers whom their lead named on the case, once their lead answered that he is not known to her agency, or who coordinates let it read the row; and to whoever recorded it, in the agency for which she did. `conflicts`: what the lead of each agency with a grant answered; to a lead her own agency’s alone. `namesakes`, to who coordinates: who works in the partnership under his name, and to whom the case is not closed',
  },
)
export type PersonWhoHarms = Static<typeof PersonWhoHarms>

export const NamedWorker = Closed(
  { id: Id, accountId: Id, name: Line(), agencyName: Line(), namedAt: Instant, namedBy: Line() },
  {
    $id: 'NamedWorker',
    description: 'HRM-1: a worker whom her lead named, so that she reads who harms this person',
  },
)
export type NamedWorker = Static<typeof NamedWorker>

export const OwnConflictAnswer = Closed(
  {
    ...MayBeUnreadable,
    personId: Id,
    called: Nullable(Line(200)),
    age: Nullable(Line(60)),
    area: Nullable(Line(200)),
    answer: Choice(conflictAnswers, { $id: 'ConflictAnswer' }),
    words: Nullable(Text()),
    answeredAt: Instant,
    answeredBy: Nullable(Line()),
  },
  {
    $id: 'OwnConflictAnswer',
    description:
      'HRM-1: what my agency answered of somebody of whom it reads no more until who coordinates lets it; `answerConflict` puts it right',
  },
)
export type OwnConflictAnswer = Static<typeof OwnConflictAnswer>

export const PeopleWhoHarm = Closed(
  {
    items: ListOf(PersonWhoHarms, peopleAtMost),
    whole: Type.Boolean({
      description:
        'The reader is one of those who read them all; otherwise `items` has what she recorded herself',
    }),
    named: ListOf(NamedWorker, 200),
    answered: {
      ...ListOf(OwnConflictAnswer, peopleAtMost),
      description: 'To the lead of an agency: what it answered of people who are not among `items`',
    },
  },
  { $id: 'PeopleWhoHarm' },
)
export type PeopleWhoHarm = Static<typeof PeopleWhoHarm>

export const ConflictCheck = Closed(
  {
    ...MayBeUnreadable,
    personId: Id,
    caseId: Id,
    reference: Line(40),
    called: Nullable(Line(200)),
    age: Nullable(Line(60)),
    area: Nullable(Line(200)),
    askedAt: Instant,
    packOn: Nullable({
      ...LocalDate,
      description: 'When the pack of the next meeting that lists her goes out',
    }),
  },
  {
    $id: 'ConflictCheck',
    description: 'HRM-1: whether my agency knows him, asked on his called name, age and area alone',
  },
)
export type ConflictCheck = Static<typeof ConflictCheck>

export const ConflictToSettle = Closed(
  {
    personId: Id,
    caseId: Id,
    reference: Line(40),
    agencyId: Id,
    agencyName: Line(),
    answeredAt: Instant,
  },
  {
    $id: 'ConflictToSettle',
    description:
      'HRM-1: an agency that knows somebody who harms her, as its lead answered, and reads no more until `settleConflict`',
  },
)
export type ConflictToSettle = Static<typeof ConflictToSettle>
