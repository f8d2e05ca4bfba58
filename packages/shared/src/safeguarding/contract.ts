import Type, { type Static } from 'typebox'
import { command } from '../contract.ts'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, Nullable, Reference, Text, Version, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { SafeguardingKind } from './front-door-schema.ts'

export const SafeguardingNotification = Closed(
  {
    id: Id,
    version: Version,
    kind: SafeguardingKind,
    caseId: Nullable(Id),
    caseReference: Nullable(Reference),
    agencyId: Id,
    agencyName: Line(),
    about: Nullable(Text()),
    openedAt: Instant,
    dueAt: Instant,
    toldAt: Nullable(Instant),
    receiver: Nullable(Line()),
    reference: Nullable(Text(100)),
    recordedAt: Nullable(Instant),
    mayTakeBack: Type.Boolean({
      description:
        'REF-3: it took the place of a draft of mine, which I can bring back where her age was a slip',
    }),
  },
  {
    $id: 'SafeguardingNotification',
    description: 'SAF-1, SAF-2: a banner on the case until its date, receiver and reference are recorded',
  },
)
export type SafeguardingNotification = Static<typeof SafeguardingNotification>

export const openNotification = command(at.openNotification, {
  summary: 'Open a safeguarding notification: somebody must be told',
  params: { caseId: Id },
  body: Closed({ kind: Choice(['child', 'adult']), about: Words(narrative) }, { $id: 'NewNotification' }),
  reply: SafeguardingNotification,
  status: 201,
  audit: 'safeguarding.opened',
  example: { kind: 'child', about: 'Her son, 6, stays at the flat that was taken over.' },
})

export const recordNotification = command(at.recordNotification, {
  summary: 'Record when it was told, to whom, and their reference; the banner closes',
  params: { notificationId: Id },
  body: Closed({ toldAt: Instant, receiver: Line(), reference: Line(100) }, { $id: 'NotificationRecord' }),
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
