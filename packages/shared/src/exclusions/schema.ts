import Type, { type Static } from 'typebox'
import { Choice, Closed, Id, Instant, Line, Nullable, Reference, Text, Version } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { exclusionReasons, exclusionReviews } from './values.ts'

export const Exclusion = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    caseReference: Reference,
    accountId: Id,
    name: Line(),
    agencyId: Id,
    agencyName: Line(),
    knows: Choice(exclusionReasons, { $id: 'ExclusionReason' }),
    told: Type.Boolean(),
    words: Nullable(Text()),
    closedAt: Instant,
    closedBy: Line(),
    herself: Type.Boolean({ description: 'She stood aside herself' }),
    reviewDueAt: Nullable({
      ...Instant,
      description:
        'By when the chair, or who stands in for the chair there, looks at it; null where it was told',
    }),
    mineToReview: Type.Boolean({ description: 'It waits for the reader to look at it' }),
    mineToEnd: Type.Boolean({ description: 'The reader may open the case again' }),
    reviewed: Nullable(
      Closed({
        at: Instant,
        by: Line(),
        review: Choice(exclusionReviews, { $id: 'ExclusionReviewed' }),
        words: Text(),
      }),
    ),
    ended: Nullable(Closed({ at: Instant, by: Line(), words: Text() })),
  },
  {
    $id: 'Exclusion',
    description: 'HRM-1: a case closed to one person though her agency has a grant, for a conflict',
  },
)
export type Exclusion = Static<typeof Exclusion>
