import type { Static } from 'typebox'
import { Choice, Closed, Id, Instant, Line, Nullable, Text } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { holdKinds } from './holding.ts'

export const CaseHold = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    caseId: Id,
    kind: Choice(holdKinds, { $id: 'CaseHoldKind' }),
    reason: Text(),
    heldAt: Instant,
    heldBy: Line(),
    liftedAt: Nullable(Instant),
    liftedReason: Nullable(Text()),
  },
  {
    $id: 'CaseHold',
    description:
      'REF-3: while it stands nothing is listed for her and nobody is reminded; a coordinator lifts it with a reason',
  },
)
export type CaseHold = Static<typeof CaseHold>
