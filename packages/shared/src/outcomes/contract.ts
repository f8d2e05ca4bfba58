import Type, { type Static } from 'typebox'
import { command, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  ListOf,
  LocalDate,
  Nullable,
  Reference,
  Text,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import {
  exitProgress,
  exitWishes,
  goalStates,
  needLevels,
  occasions,
  putOffReasons,
  reviewOccasions,
  reviewStates,
  safetyScale,
} from './values.ts'

/** A number, or «not known»; left out where the question was skipped. Three answers, never one in place of another. */
const Counted = Type.Unsafe<number | 'not_known'>({
  anyOf: [
    { type: 'integer', minimum: 0, maximum: 1000 },
    { type: 'string', enum: ['not_known'] },
  ],
})
export type Counted = Static<typeof Counted>

const level = Type.Optional(Choice(needLevels))

export const OutcomeAnswers = Closed(
  {
    herWords: Type.Optional(Text(narrative, 'How it is, in her own words')),
    safety: Type.Optional(Choice(safetyScale, { description: 'How safe she feels' })),
    needs: Type.Optional(
      Closed({
        housing: level,
        health: level,
        mentalHealth: level,
        drugsAndAlcohol: level,
        money: level,
        family: level,
        legal: level,
        company: level,
      }),
    ),
    goals: Type.Optional(
      ListOf(Closed({ goal: Line(500, 'Her own, in her words'), met: Choice(goalStates) }), 10),
    ),
    exit: Type.Optional(
      Closed(
        {
          wish: Choice(exitWishes),
          progress: Type.Optional(Choice(exitProgress)),
          steps: Type.Optional(Text()),
        },
        { description: 'Progress and steps only where she wants it' },
      ),
    ),
    policeCallOuts: Type.Optional(Counted),
    arrests: Type.Optional(Counted),
    violence: Type.Optional(Counted),
  },
  {
    $id: 'OutcomeAnswers',
    description:
      'MON-2. Every question may be left out, which says that it was skipped. Call-outs, arrests and times of violence: since the last look; of the first, in the 3 months before it',
  },
)
export type OutcomeAnswers = Static<typeof OutcomeAnswers>
export type ExitAnswer = NonNullable<OutcomeAnswers['exit']>

export const Look = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    caseId: Id,
    caseReference: Reference,
    occasion: Choice(occasions, { $id: 'OutcomeOccasion' }),
    lookedOn: LocalDate,
    agencyId: Id,
    agencyName: Line(),
    recordedBy: Line(),
    recordedAt: Instant,
    replaces: Nullable({ ...Id, description: 'The earlier look that this one puts right' }),
    replacedBy: Nullable(Id),
    withheld: Type.Boolean({
      description: 'Another agency’s, and no basis for sharing is in force: its answers come empty (CON-3)',
    }),
    answers: OutcomeAnswers,
  },
  {
    $id: 'OutcomeLook',
    description: 'One look at how she is doing. Kept as it is: a correction is a new one',
  },
)
export type Look = Static<typeof Look>
const PutOffReason = Choice(putOffReasons, { $id: 'PutOffReason' })

export const Review = Closed(
  {
    caseId: Id,
    occasion: Choice(reviewOccasions),
    dueOn: LocalDate,
    askOn: LocalDate,
    state: Choice(reviewStates, {
      description: '`passed`: a later review has come meanwhile, and this one is no longer asked for',
    }),
    agencyId: Id,
    agencyName: Line(200, 'Who is asked: the agency whose referral was accepted first'),
    putOffFor: Nullable(PutOffReason),
  },
  { $id: 'OutcomeReview' },
)
export type Review = Static<typeof Review>

/** On «my work» of the agency that referred her. */
export const OutcomesAsked = Closed(
  {
    caseId: Id,
    caseReference: Reference,
    occasion: Choice(reviewOccasions),
    dueOn: LocalDate,
    putOffFor: Nullable(PutOffReason),
  },
  { $id: 'OutcomesAsked' },
)
export type OutcomesAsked = Static<typeof OutcomesAsked>
const params = { caseId: Id }

export const listOutcomes = query(at.listOutcomes, {
  params,
  summary: 'How she is doing: every look, oldest first, and when the reviews are (MON-2)',
  description:
    'Also of the files of the same person that were joined to this one, as far as the reader may see each. A look that was put right stays in the list.',
  reply: Closed({ items: ListOf(Look, 500), reviews: ListOf(Review, 100) }, { $id: 'Outcomes' }),
  audit: 'outcomes.read',
})

export const recordOutcomes = command(at.recordOutcomes, {
  params,
  summary: 'How she is doing, at referral, at a review or in between; every question may be skipped',
  description:
    '`replaces` names an earlier look of one’s own agency that this one puts right. That one is kept.',
  body: Closed(
    {
      occasion: Choice(occasions),
      lookedOn: LocalDate,
      replaces: Type.Optional(Id),
      answers: OutcomeAnswers,
    },
    { $id: 'NewOutcomeLook' },
  ),
  reply: Look,
  status: 201,
  audit: 'outcomes.recorded',
  refusals: ['outcomes.not_asked', 'outcomes.replaced', 'reference.unknown'],
  example: {
    occasion: 'other',
    lookedOn: '2026-03-02',
    answers: {
      herWords: 'The room is good. The lock is better.',
      safety: 'mostly_safe',
      needs: { housing: 'some', health: 'a_lot', legal: 'not_asked' },
      goals: [{ goal: 'My own front door', met: 'partly' }],
      exit: { wish: 'not_now' },
      policeCallOuts: 0,
      violence: 'not_known',
    },
  },
})

export const putOffReview = command(at.putOffReview, {
  params,
  summary: 'Not now: the review is asked for again later',
  body: Closed(
    {
      occasion: Choice(reviewOccasions),
      because: PutOffReason,
      until: Type.Optional({ ...LocalDate, description: 'Two weeks from today where none is named' }),
    },
    { $id: 'ReviewPostponement' },
  ),
  reply: Review,
  audit: 'outcomes.put_off',
  refusals: ['outcomes.not_asked'],
  example: { occasion: 'referral', because: 'not_the_moment' },
})
