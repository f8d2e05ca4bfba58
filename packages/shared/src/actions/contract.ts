import Type, { type Static } from 'typebox'
import { HistoryEntry } from '../cases/history.ts'
import { command, Nothing, query } from '../contract.ts'
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
  Page,
  PageQuery,
  Reference,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { acceptances, actionStates } from './values.ts'
export const ActionState = Choice(actionStates, { $id: 'ActionState' })
export type ActionState = (typeof actionStates)[number]

export const Action = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    reference: Reference,
    version: Version,
    caseId: Id,
    caseReference: Reference,
    name: Text(200, 'As she is known'),
    light: Nullable(Light),
    meetingId: Nullable(Id),
    agendaItemId: Nullable(Id),
    planLineId: Nullable({ ...Id, description: 'The line of the plan of which it is a step (PLN-1)' }),
    ownerAgencyId: Id,
    ownerAgencyName: Line(),
    ownerAccountId: Nullable(Id),
    ownerName: Nullable(Line()),
    what: Text(),
    why: Text(),
    priority: Choice(['urgent', 'usual'], { $id: 'ActionPriority' }),
    dueOn: LocalDate,
    dueAt: Instant,
    state: ActionState,
    acceptance: Nullable(
      Choice(acceptances, {
        $id: 'ActionAcceptance',
        description:
          'Whether its agency takes on what was agreed while nobody of it was in the room; null: somebody was, or it took it on itself',
      }),
    ),
    outcome: Nullable(Text(8100, 'What happened; or why not, and what now')),
    createdAt: Instant,
    closedAt: Nullable(Instant),
  },
  { $id: 'Action' },
)
export type Action = Static<typeof Action>
export const ActionDetail = Closed(
  {
    ...Action.properties,
    rests: Type.Boolean({ description: 'A hold stands on her file, and nothing is begun (REF-3)' }),
    history: ListOf(HistoryEntry, 200),
  },
  { $id: 'ActionDetail' },
)
export type ActionDetail = Static<typeof ActionDetail>

export const NewAction = Closed(
  {
    ownerAgencyId: Id,
    ownerAccountId: Type.Optional(Id),
    what: Words(narrative),
    why: Words(narrative),
    dueOn: LocalDate,
    priority: Type.Optional(Choice(['urgent', 'usual'])),
    planLineId: Type.Optional({ ...Id, description: 'It is a step of that line of her plan (PLN-1)' }),
  },
  { $id: 'NewAction' },
)
const params = { actionId: Id }
const moved = {
  params,
  reply: ActionDetail,
  conditional: true,
  refusals: ['action.wrong_state'],
} as const

const filters = {
  agencyId: Type.Optional(Id),
  meetingId: Type.Optional(Id),
  caseId: Type.Optional(Id),
  light: Type.Optional(Light),
  state: Type.Optional(ActionState),
  late: Type.Optional(Type.Boolean({ description: 'Past its date and neither done nor not done' })),
}

const Count = Type.Integer({ minimum: 0, maximum: 1_000_000 })
export const ActionCounts = Closed(
  {
    all: Count,
    late: Count,
    states: ListOf(Closed({ state: ActionState, count: Count }), 10),
    lights: ListOf(Closed({ light: Light, count: Count }), 3),
    agencies: ListOf(Closed({ agencyId: Id, count: Count }), 1000),
    meetings: ListOf(Closed({ meetingId: Id, startsAt: Instant, count: Count }), 1000),
  },
  {
    $id: 'ActionCounts',
    description: 'How many actions each choice of a filter would show, the other filters staying as they are',
  },
)
export type ActionCounts = Static<typeof ActionCounts>

export const listActions = query(at.listActions, {
  summary: 'The action log across meetings (ACT-2)',
  query: {
    ...PageQuery,
    ...filters,
  },
  reply: Page(Action, 'ActionPage'),
  audit: 'action.listed',
})

export const countActions = query(at.countActions, {
  summary: 'How many actions each choice of a filter would show (ACT-2)',
  query: filters,
  reply: ActionCounts,
  audit: 'action.listed',
})

export const readAction = query(at.readAction, {
  params,
  summary: 'One action and its history',
  reply: ActionDetail,
  audit: 'action.read',
})

export const startAction = command(at.startAction, {
  ...moved,
  summary: 'My agency is on it',
  body: Nothing,
  audit: 'action.started',
  example: {},
})

export const completeAction = command(at.completeAction, {
  ...moved,
  summary: 'Done, with what happened (ACT-1)',
  body: Closed({ whatHappened: Words(narrative) }, { $id: 'Completion' }),
  audit: 'action.done',
  example: { whatHappened: 'She has the keys to 12 Mill Lane since Tuesday.' },
})

export const closeActionUndone = command(at.closeActionUndone, {
  ...moved,
  summary: 'Not done: circumstances changed, or not done by the agency; with why, and what now (ACT-1)',
  body: Closed(
    {
      kind: Choice(['not_done_changed', 'not_done_by_agency']),
      why: Words(narrative),
      whatNow: Type.Optional(Text()),
    },
    { $id: 'NotDone' },
  ),
  audit: 'action.not_done',
  refusals: ['action.wrong_state', 'answers.incomplete'],
  example: { kind: 'not_done_changed', why: 'She moved in with her sister.' },
})

export const acceptStep = command(at.acceptStep, {
  ...moved,
  summary: 'My agency takes on, or does not, what was agreed in its absence (ACT-1, PLN-1)',
  description:
    'Not taken on, with why, it is closed as not done by the agency; its line of the plan asks what now.',
  body: Closed(
    { accepts: Type.Boolean(), why: Type.Optional(Text()) },
    { $id: 'StepAcceptance', description: 'why: needed where it is not taken on' },
  ),
  audit: 'action.accepted',
  refusals: ['action.not_asked', 'answers.incomplete'],
  example: { accepts: true },
})
