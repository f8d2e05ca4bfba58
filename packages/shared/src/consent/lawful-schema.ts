import Type, { type Static } from 'typebox'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, Nullable, Text } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { sharingPurposeCodes } from './lawful.ts'

export const SharingPurpose = Choice(sharingPurposeCodes, { $id: 'SharingPurpose' })

/** What she says to one purpose, where it was spoken of. */
export const PurposeSay = Choice(['agrees', 'does_not_agree', 'not_asked'], { $id: 'PurposeSay' })
export type PurposeSay = Static<typeof PurposeSay>

/** CON-6: on what sharing with one agency rests in law, beside her say and apart from it. Every key may wait while the form is a draft. */
export const LawfulAnswers = Closed(
  {
    agencyId: Id,
    purpose: Type.Optional(SharingPurpose),
    say: Type.Optional(PurposeSay),
    because: Type.Optional(Text(narrative, 'How what the law asks for is met')),
    words: Type.Optional(Text(narrative, 'The basis as it was proposed and confirmed')),
    confirmed: Type.Optional(Type.Boolean()),
  },
  {
    $id: 'LawfulAnswers',
    description:
      'CON-6. Of an agency one for each purpose. The basis is proposed by the purpose and the agencies’ legal facts',
  },
)
export type LawfulAnswers = Static<typeof LawfulAnswers>

export const LawfulBasis = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    agencyId: Id,
    agencyName: Line(),
    purpose: SharingPurpose,
    say: Nullable(PurposeSay),
    because: Text(),
    words: Text(),
    catalogueVersion: Type.Integer({ minimum: 1, maximum: 100000 }),
    confirmedAt: Instant,
    confirmedBy: Line(),
  },
  { $id: 'LawfulBasis', description: 'CON-6: the newest of an agency and a purpose stands' },
)
export type LawfulBasis = Static<typeof LawfulBasis>
