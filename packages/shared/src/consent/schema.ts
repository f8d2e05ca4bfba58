import Type, { type Static } from 'typebox'
import { narrative } from '../limits.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, LocalDate, Nullable, Text } from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { groundCodes, reasonsWithoutConsent } from './values.ts'

/** CON-1: consent as a record. Every key may wait while the form is a draft. */
export const ConsentAnswers = Closed(
  {
    explained: Type.Optional(Text(narrative, 'What was explained to her')),
    shared: Type.Optional(Text(narrative, 'What is shared')),
    agreedAgencies: Type.Optional(ListOf(Id)),
    refusedAgencies: Type.Optional(ListOf(Id)),
    limits: Type.Optional(Text(narrative, 'Purposes that she ruled out')),
    lifts: Type.Optional(ListOf(Id, 200)),
    how: Type.Optional(Choice(['in_writing', 'spoken'])),
    through: Type.Optional(Choice(['nobody_else', 'interpreter', 'advocate'])),
    takenBy: Type.Optional(Line(200)),
    paperNumber: Type.Optional(
      Line(40, 'Of the paper form that she signed, as it stands on it, with its version'),
    ),
    givenOn: Type.Optional(LocalDate),
    until: Type.Optional({ ...LocalDate, description: 'Its last day: 12 months after it was given at most' }),
    reviewOn: Type.Optional({
      ...LocalDate,
      description: 'When she is asked again, no later than its last day',
    }),
  },
  {
    $id: 'ConsentAnswers',
    description:
      'CON-1. Agreed and refused agencies are apart; who is in neither was not asked about and gets nothing. `lifts`: standing limits that she lifts with it; on the others silence keeps (ACC-8).',
  },
)
export type ConsentAnswers = Static<typeof ConsentAnswers>

export const WithoutConsentAnswers = Closed(
  {
    grounds: Type.Optional(ListOf(Closed({ code: Choice(groundCodes), because: Type.Optional(Text()) }), 12)),
    why: Type.Optional(Choice(reasonsWithoutConsent)),
    whyInWords: Type.Optional(Text()),
    shared: Type.Optional(Text(narrative, 'What is shared, and why no more')),
    agencies: Type.Optional(ListOf(Id)),
    decidedBy: Type.Optional(Line(200)),
    telling: Type.Optional(Choice(['will_be_told', 'has_been_told', 'will_not_be_told'])),
    tellingInWords: Type.Optional(Text(narrative, 'When and how, or why not')),
    reviewOn: Type.Optional(LocalDate),
    capacity: Type.Optional(
      Closed({
        assessor: Type.Optional(Line(200)),
        assessedOn: Type.Optional(LocalDate),
        decision: Type.Optional(Text(narrative, 'For which decision')),
        bestInterests: Type.Optional(Text()),
      }),
    ),
  },
  { $id: 'WithoutConsentAnswers', description: 'CON-2, the sharing without consent record' },
)
export type WithoutConsentAnswers = Static<typeof WithoutConsentAnswers>

export const Consent = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    record: ConsentAnswers,
    givenOn: LocalDate,
    until: LocalDate,
    recordedAt: Instant,
    recordedBy: Line(),
    withdrawnAt: Nullable(Instant),
    lapsedAt: Nullable(Instant),
  },
  { $id: 'Consent' },
)
export type Consent = Static<typeof Consent>

export const WithoutConsent = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    record: WithoutConsentAnswers,
    reviewOn: LocalDate,
    recordedAt: Instant,
    recordedBy: Line(),
  },
  { $id: 'WithoutConsent' },
)
export type WithoutConsent = Static<typeof WithoutConsent>
