import Type, { type Static } from 'typebox'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  LocalDate,
  Nullable,
  Reference,
  Text,
  Version,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { workerWarningKinds } from './values.ts'

export const WorkerWarning = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    caseReference: Reference,
    kind: Choice(workerWarningKinds, { $id: 'WorkerWarningKind' }),
    words: Nullable(Text()),
    source: Line(200, 'Who says so'),
    checkedOn: LocalDate,
    checkedBy: Line(200, 'Who wrote down that it was checked, and of which agency'),
    checkedAgencyName: Line(),
    stale: Type.Boolean({ description: 'Nobody has checked it for 90 days' }),
    recordedAt: Instant,
    recordedBy: Line(),
    agencyName: Line(),
    ended: Nullable(Closed({ at: Instant, by: Line(), words: Text() })),
  },
  {
    $id: 'WorkerWarning',
    description: 'WRK-2: what a worker must know before she goes. Never of her character',
  },
)
export type WorkerWarning = Static<typeof WorkerWarning>
