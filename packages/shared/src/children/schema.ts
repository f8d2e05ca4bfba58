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
import { childBands, childRisks, childSources, genders, involvements, whose } from './values.ts'

/** What may be known of a child. Each part may wait: «not known yet» is an answer (REF-5). */
const said = {
  calledName: Type.Optional(LineOrNone(200, 'What the child is called')),
  born: Type.Optional(
    LineOrNone(
      40,
      'Date of birth, or as much of it as is known: 2019-02-14, 2019-02, 2019. A draft keeps what is none yet',
    ),
  ),
  stated: Type.Optional(LineOrNone(40, 'The age that was told: 6, about 6, 5 or 6')),
  unborn: Type.Optional(Type.Boolean()),
  due: Type.Optional(
    LineOrNone(40, 'Of a child that is not born yet: 2026-11-14, or as much of it as is known'),
  ),
  gender: Type.Optional(Choice(genders)),
  whose: Type.Optional(Choice(whose, { description: 'Hers, where nothing else is said' })),
  livesWith: Type.Optional(LineOrNone(200)),
  borough: Type.Optional(LineOrNone(100)),
  socialWorker: Type.Optional(LineOrNone(200)),
  socialWorkerPhone: Type.Optional(LineOrNone(60)),
  involvement: Type.Optional(Choice(involvements, { description: 'Of children’s social care' })),
  died: Type.Optional(Type.Boolean()),
  atRisk: Type.Optional(Choice(childRisks)),
  risk: Type.Optional(Text(narrative, 'What puts this child at risk')),
  source: Type.Optional(Choice(childSources, { description: 'By whom it is known' })),
}
/** What is hers, and no part of what a front door is told. */
const withHer = {
  contact: Type.Optional(Text(narrative, 'What contact she has with the child')),
  doNotAskHer: Type.Optional(
    Type.Boolean({ description: 'She does not want to be asked about this child again' }),
  ),
}

/** CHD-1: what a front door is told of a child that a notification names. */
export const ChildTold = Closed({ ...said, statedOn: Type.Optional(LocalDate) })
export type ChildTold = Static<typeof ChildTold>

export const ChildWithHer = Closed(withHer)
export type ChildWithHer = Static<typeof ChildWithHer>

/** What is recorded of a child, on the form or on the case. */
export const ChildSaid = Closed({ ...said, ...withHer }, { $id: 'ChildSaid' })
export type ChildSaid = Static<typeof ChildSaid>

/** CHD-1: a child of the referral form. `id`: chosen by who writes the form; the same child keeps it when the form comes again. */
export const ChildRow = Closed(
  { id: Id, ...said, ...withHer },
  { $id: 'ChildRow', description: 'CHD-1: a child, as far as is known' },
)
export type ChildRow = Static<typeof ChildRow>

/** CHD-1: for leads, and for children's social care, alone. */
export const ChildPlaces = Closed(
  {
    address: Nullable(Text(narrative)),
    school: Nullable(Text(narrative)),
    saidAt: Instant,
    saidBy: Line(),
  },
  {
    $id: 'ChildPlaces',
    description:
      'Where a child lives and goes to school: for agencies’ leads and children’s social care alone',
  },
)
export type ChildPlaces = Static<typeof ChildPlaces>

export const Child = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    ...ChildTold.properties,
    ...withHer,
    ageBand: Choice(childBands, {
      description: 'On the day on which it was last written down; plain, for figures',
    }),
    agencyName: Line(200, 'Which wrote it down'),
    recordedAt: Instant,
    recordedBy: Line(),
    changedAt: Nullable(Instant),
    changedBy: Nullable(Line()),
    places: Nullable(ChildPlaces),
    compared: ListOf(Closed({ otherId: Id, same: Type.Boolean() }), 100),
    notified: Type.Boolean({
      description: 'A notification to children’s social care names this child (SAF-1)',
    }),
  },
  {
    $id: 'Child',
    description:
      'CHD-1: a child of the case. `compared`: children of her other files, and whether they are this one',
  },
)
export type Child = Static<typeof Child>

/** A child as it stood before it was changed. */
export const EarlierChild = Closed(
  {
    ...MayBeUnreadable,
    version: Version,
    ...ChildTold.properties,
    ...withHer,
    until: Instant,
    changedBy: Line(),
    reason: Nullable(Text()),
  },
  { $id: 'EarlierChild' },
)
export type EarlierChild = Static<typeof EarlierChild>

/** SAF-1: a child that a notification names, to who sees the case. */
export const NamedChild = Closed({ id: Id, name: Line(300) }, { $id: 'NamedChild' })

/** SAF-1: the same to the front door: what is known of the child, and where she or he is. */
export const ToldChild = Closed(
  {
    id: Id,
    ...ChildTold.properties,
    address: Nullable(Text()),
    school: Nullable(Text()),
  },
  { $id: 'ToldChild', description: 'SAF-1: a child that the notification names; nothing else of the case' },
)
export type ToldChild = Static<typeof ToldChild>
