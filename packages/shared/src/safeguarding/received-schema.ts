import Type, { type Static } from 'typebox'
import { ToldChild } from '../children/schema.ts'
import { Closed, Email, Id, Instant, Line, ListOf, Nullable, Text, Version } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { SafeguardingKind } from './front-door-schema.ts'

/** SAF-1, SAF-2: all that a front door is told in the product. It has no case’s id or reference: it opens none. */
export const ReceivedNotification = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    kind: SafeguardingKind,
    about: Nullable(Text()),
    children: ListOf(ToldChild, 100),
    fromAgencyId: Id,
    fromAgencyName: Line(),
    ringBack: Closed(
      { name: Line(), jobTitle: Nullable(Text(200)), email: Email(), telephone: Nullable(Text(200)) },
      { $id: 'RingBack', description: 'Who told, or who answers for the system that did' },
    ),
    receivedAt: Instant,
    dueAt: Instant,
    rungAt: Nullable({ ...Instant, description: 'They were told by telephone too' }),
    rungReceiver: Nullable(Line()),
    takenBackAt: Nullable({ ...Instant, description: 'REF-3: her age was a slip; there is nothing to do' }),
    answeredAt: Nullable(Instant),
    receiver: Nullable(Line()),
    reference: Nullable(Text(100)),
    noReference: Type.Boolean(),
    next: Nullable(Text()),
  },
  { $id: 'ReceivedNotification' },
)
export type ReceivedNotification = Static<typeof ReceivedNotification>
