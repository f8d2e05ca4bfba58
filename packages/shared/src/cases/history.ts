import type { Static } from 'typebox'
import type { HistorySubject } from '../audit.ts'
import { changes } from '../changes.ts'
import { Choice, Closed, Id, Instant, Line, Nullable, Text } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'

export const HistoryEntry = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    at: Instant,
    by: Line(),
    agencyName: Line(),
    subject: Choice(Object.keys(changes) as HistorySubject[]),
    field: Choice(['state', 'light', 'due', 'owner', 'meeting', 'escalation', 'age']),
    from: Nullable(Text(400)),
    to: Nullable(Text(400)),
    reason: Nullable(Text()),
  },
  { $id: 'HistoryEntry', description: 'REF-11: old value, new value, who, when and the reason' },
)
export type HistoryEntry = Static<typeof HistoryEntry>
