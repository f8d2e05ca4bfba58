import type { Static } from 'typebox'
import { Choice, Closed, Id, Instant, Line, LocalDate, Nullable, Reference, Text } from '../scalars.ts'
import { limitKinds, limitPurposes } from './values.ts'

export const Limit = Closed(
  {
    id: Id,
    caseId: Id,
    caseReference: Reference,
    kind: Choice(limitKinds, { $id: 'LimitKind' }),
    agencyId: Nullable(Id),
    agencyName: Nullable(Line()),
    accountId: Nullable(Id),
    accountName: Nullable(Line(200, 'Whom she refuses in person')),
    purpose: Nullable(Choice(limitPurposes, { $id: 'LimitPurpose' })),
    words: Text(),
    saidOn: LocalDate,
    recordedAt: Instant,
    recordedBy: Line(),
    promisedBy: Closed({ agencyId: Id, agencyName: Line() }),
    confirmedAt: Nullable(Instant),
    liftedAt: Nullable(Instant),
    liftedBy: Nullable(Line()),
    liftedWords: Nullable(Text()),
  },
  {
    $id: 'Limit',
    description:
      'ACC-8: what she refuses, said on one file and binding every file of hers until she lifts it; `promisedBy` gave her the promise',
  },
)
export type Limit = Static<typeof Limit>
