import Type, { type Static } from 'typebox'
import { acceptances, actionStates } from '../actions/values.ts'
import { account, narrative } from '../limits.ts'
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
  Version,
  Words,
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import { planAreas, planMoves, planParts, planSources, planStates } from './values.ts'

/** What a line says: all that an amendment changes of it. */
export const PlanWording = Closed(
  {
    part: Choice(planParts, { $id: 'PlanPart' }),
    area: Nullable(Choice(planAreas)),
    // Of a part that was written down as one text, all of it.
    words: Text(account),
    herWords: Nullable(Text(narrative, 'What she said of it, as she said it')),
    herWordsOn: Nullable(LocalDate),
    forHer: Nullable(Text(narrative, 'As it stands in her own copy, said to her; none: it is not in it')),
    state: Choice(planStates, { $id: 'PlanState' }),
    leadAgencyId: Nullable(Id),
    limitedTo: ListOf(Id, 50),
    lookAgainOn: Nullable(LocalDate),
    because: Nullable(Text(narrative, 'Why it ended')),
  },
  { $id: 'PlanWording' },
)
export type PlanWording = Static<typeof PlanWording>

/** A step is an action that hangs on the line (ACT-1). */
export const PlanStep = Closed(
  {
    actionId: Id,
    reference: Reference,
    what: Text(),
    ownerAgencyName: Line(),
    dueOn: LocalDate,
    state: Choice(actionStates),
    acceptance: Nullable(Choice(acceptances)),
  },
  { $id: 'PlanStep' },
)
export type PlanStep = Static<typeof PlanStep>

export const PlanLine = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    caseId: Id,
    ...PlanWording.properties,
    leadAgencyName: Nullable(Line()),
    proposedById: Id,
    proposedByName: Line(),
    source: Choice(planSources),
    agendaItemId: Nullable({ ...Id, description: 'In which it was amended last' }),
    replacedById: Nullable(Id),
    createdAt: Instant,
    changedAt: Instant,
    sinceLast: Type.Boolean({ description: 'It was amended after her case was last discussed' }),
    steps: ListOf(PlanStep, 200),
  },
  { $id: 'PlanLine' },
)
export type PlanLine = Static<typeof PlanLine>

export const PlanChange = Closed(
  {
    lineId: Id,
    move: Choice(planMoves, { $id: 'PlanMove' }),
    before: Nullable(PlanWording),
    after: PlanWording,
  },
  { $id: 'PlanChange' },
)
export type PlanChange = Static<typeof PlanChange>

export const PlanAmendment = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    caseId: Id,
    at: Instant,
    by: Line(),
    agencyName: Line(),
    agendaItemId: Nullable(Id),
    meetingId: Nullable(Id),
    meetingStartsAt: Nullable(Instant),
    present: ListOf(Line(), 200),
    why: Nullable(Text()),
    changes: ListOf(PlanChange, 500),
  },
  {
    $id: 'PlanAmendment',
    description:
      'Of a meeting’s item one, with all that was agreed in it. Folded in order they give the plan',
  },
)
export type PlanAmendment = Static<typeof PlanAmendment>

export const Plan = Closed(
  {
    caseId: Id,
    withheld: Type.Boolean({
      description:
        'No basis for sharing is in force: it holds what your own agency proposed, and no more (CON-3)',
    }),
    reviewBy: Nullable({
      ...LocalDate,
      description: 'The day on which the first of its lines is looked at again',
    }),
    lines: ListOf(PlanLine, 500),
    amendments: ListOf(PlanAmendment, 500),
  },
  {
    $id: 'Plan',
    description:
      'The plan as it stands, with the lines that have ended, and how it came to be, the first amendment first. A line that is limited to other agencies is in neither.',
  },
)
export type Plan = Static<typeof Plan>

export const NewPlanLine = Closed(
  {
    part: Choice(planParts),
    area: Type.Optional(Choice(planAreas)),
    words: Words(narrative),
    herWords: Type.Optional(Text()),
    herWordsOn: Type.Optional(LocalDate),
    forHer: Type.Optional(Text(narrative, 'As her own copy says it')),
    leadAgencyId: Type.Optional(Id),
    lookAgainOn: Type.Optional(LocalDate),
  },
  { $id: 'NewPlanLine' },
)
export type NewPlanLine = Static<typeof NewPlanLine>

/** PLN-1, `plan.review`: a plan of which lines that my agency leads are to be looked at within the week. */
export const PlanToLookAt = Closed(
  {
    caseId: Id,
    caseReference: Reference,
    light: Nullable(Light),
    lookAgainOn: { ...LocalDate, description: 'The first of their days' },
    lines: Type.Integer({ minimum: 1, maximum: 500 }),
  },
  { $id: 'PlanToLookAt' },
)
export type PlanToLookAt = Static<typeof PlanToLookAt>

/** Its reason, where none is given, is what the line says. */
export const NewPlanStep = Closed(
  {
    ownerAgencyId: Id,
    what: Words(narrative),
    why: Type.Optional(Text()),
    dueOn: LocalDate,
    priority: Type.Optional(Choice(['urgent', 'usual'])),
  },
  { $id: 'NewPlanStep' },
)
