import Type, { type Static } from 'typebox'
import { NamedChild } from '../children/schema.ts'
import { childrenAtMost } from '../children/values.ts'
import { command } from '../contract.ts'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  Nullable,
  Reference,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { SafeguardingKind, TheirReference } from './front-door-schema.ts'

export const SafeguardingNotification = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    kind: SafeguardingKind,
    caseId: Nullable(Id),
    caseReference: Nullable(Reference),
    agencyId: Id,
    agencyName: Line(),
    about: Nullable(Text()),
    children: ListOf(NamedChild, 100),
    openedAt: Instant,
    dueAt: Instant,
    toldAt: Nullable(Instant),
    receiver: Nullable(Line()),
    reference: Nullable(Text(100)),
    noReference: Type.Boolean({
      description: 'They give none. While this is false and `reference` null, it is still to come',
    }),
    recordedAt: Nullable(Instant),
    toldHere: Nullable(
      Closed(
        {
          agencyId: Id,
          agencyName: Line(),
          at: Instant,
          answeredAt: Nullable(Instant),
          next: Nullable(Text(narrative, 'What happens now, in their words')),
        },
        { $id: 'ToldHere', description: 'The front door is a member’s: it was told in the product too' },
      ),
    ),
    mayTakeBack: Type.Boolean({
      description:
        'REF-3: it took the place of a draft of mine, which I can bring back where her age was a slip',
    }),
  },
  {
    $id: 'SafeguardingNotification',
    description: 'SAF-1, SAF-2: a banner on the case until it is recorded when who was told',
  },
)
export type SafeguardingNotification = Static<typeof SafeguardingNotification>

export const openNotification = command(at.openNotification, {
  summary: 'Open a safeguarding notification: somebody must be told',
  params: { caseId: Id },
  body: Closed(
    {
      kind: Choice(['child', 'adult']),
      about: Words(narrative),
      children: Type.Optional(ListOf(Id, childrenAtMost)),
      ringBack: Type.Optional(Nullable(Line(40, 'A number on which you can be rung back'))),
    },
    {
      $id: 'NewNotification',
      description:
        'CHD-1: `children` of the case that are at risk; where none is named, one is put down who is not named yet',
    },
  ),
  reply: SafeguardingNotification,
  status: 201,
  audit: 'safeguarding.opened',
  refusals: ['reference.unknown'],
  example: { kind: 'child', about: 'Her son, 6, stays at the flat that was taken over.' },
})

export const recordNotification = command(at.recordNotification, {
  summary: 'Record when it was told and to whom; the banner closes. Their reference may come later',
  params: { notificationId: Id },
  body: Closed(
    { toldAt: Instant, receiver: Line(), reference: Type.Optional(Nullable(Line(100))) },
    { $id: 'NotificationRecord' },
  ),
  reply: SafeguardingNotification,
  conditional: true,
  audit: 'safeguarding.recorded',
  refusals: ['safeguarding.recorded'],
  example: {
    toldAt: '2026-09-17T12:05:00Z',
    receiver: 'Front door, duty worker R. Bell',
    reference: 'CSC-88213',
  },
})

export const recordReference = command(at.recordReference, {
  summary: 'Record the reference that a safeguarding team gave later, or that it gives none',
  params: { notificationId: Id },
  body: TheirReference,
  reply: SafeguardingNotification,
  conditional: true,
  audit: 'safeguarding.reference_recorded',
  refusals: ['safeguarding.unrecorded', 'safeguarding.reference_settled'],
  example: { reference: 'CSC-88213' },
})
