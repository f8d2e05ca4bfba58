import Type, { type Static } from 'typebox'
import { Action, NewAction } from '../actions/contract.ts'
import { command, Nothing, query } from '../contract.ts'
import { account, contributed, manyTexts, narrative } from '../limits.ts'
import { MeetingRule } from '../partnerships/contract.ts'
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
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'

export const meetingStates = ['planned', 'open', 'closed'] as const
export const MeetingState = Choice(meetingStates, { $id: 'MeetingState' })
export type MeetingState = (typeof meetingStates)[number]
export const itemStates = ['listed', 'discussed', 'deferred'] as const
export const ItemState = Choice(itemStates, { $id: 'ItemState' })
export type ItemState = (typeof itemStates)[number]

export const meetingAnswers = ['can come', 'cannot come'] as const
export const MeetingAnswer = Choice(meetingAnswers, { $id: 'MeetingAnswer' })
export type MeetingAnswer = (typeof meetingAnswers)[number]

export const MeetingSummary = Closed(
  {
    id: Id,
    version: Version,
    date: LocalDate,
    startsAt: Instant,
    kind: Choice(['monthly', 'emergency']),
    mode: Choice(['in person', 'online', 'hybrid', 'phone']),
    venue: Text(300),
    state: MeetingState,
    referralsBy: Instant,
    confirmationFrom: Instant,
    confirmationUntil: Instant,
    packBy: Instant,
    minutesDueBy: Instant,
    confirmedAt: Nullable(Instant),
    packCirculatedAt: Nullable(Instant),
    minutesDistributedAt: Nullable(Instant),
    myReply: Nullable(MeetingAnswer),
    agenciesThatCan: Type.Integer({
      minimum: 0,
      maximum: 200,
      description: 'Agencies of which somebody can come',
    }),
    agenciesThatCannot: Type.Integer({
      minimum: 0,
      maximum: 200,
      description: 'Agencies that answered, and of which nobody can',
    }),
    items: Type.Integer({ minimum: 0, maximum: 1000, description: 'Agenda items that your agency may see' }),
    signedByMe: Type.Boolean(),
    agendaPublishedAt: Nullable(Instant),
    minutesDistributed: Type.Boolean(),
  },
  { $id: 'MeetingSummary' },
)
export type MeetingSummary = Static<typeof MeetingSummary>

/** What a member sees of an item before signing: nothing that names anyone. */
export const AgendaLine = Closed(
  {
    id: Id,
    position: Type.Integer({ minimum: 1, maximum: 1000 }),
    state: ItemState,
    light: Light,
    minutes: Type.Integer({ minimum: 1, maximum: 240 }),
    caseId: Id,
    caseReference: Reference,
    referralId: Nullable(Id),
    basisInForce: Type.Boolean({ description: 'false: the item says that a basis for sharing is needed' }),
    carriedActions: Type.Integer({ minimum: 0, maximum: 1000 }),
    spentSeconds: Type.Integer({
      minimum: 0,
      maximum: 2147483647,
      description: 'Time spoken of, up to `runningSince`',
    }),
    runningSince: Nullable(Instant),
  },
  { $id: 'AgendaLine' },
)

export const Meeting = Closed(
  {
    ...MeetingSummary.properties,
    agenda: ListOf(AgendaLine, 200),
    currentItemId: Nullable(Id),
    agendaChanged: Type.Boolean({
      description:
        'Since it was published; said to who coordinates alone. Others are told when it is published again',
    }),
    lengthMinutes: Type.Integer({
      minimum: 15,
      maximum: 600,
      description: 'How long the meeting is to last',
    }),
    confidentialityText: Text(20000),
    present: ListOf(Closed({ name: Line(), agencyName: Line(), signedAt: Instant }), 200),
    moves: ListOf(
      Closed({ from: Instant, to: Instant, reason: Nullable(Text()), by: Line(), at: Instant }),
      100,
    ),
  },
  { $id: 'Meeting' },
)
export type Meeting = Static<typeof Meeting>

/** MTG-7: what is written down for one case, in the order in which it is spoken of. */
export const ItemRecord = Closed(
  {
    riskPlan: Type.Optional(Text(account)),
    supportPlan: Type.Optional(Text(account)),
    decisions: Type.Optional(Text(account)),
    whoTellsHer: Type.Optional(Text(account, 'Who tells her what, when, and how safely')),
  },
  { $id: 'ItemRecord' },
)
export type ItemRecord = Static<typeof ItemRecord>

/** `facts`, `opinion`: shared from the agency's research, each recognisable for what it is (MTG-3). */
export const contributionKind = Choice(['said', 'facts', 'opinion'], { $id: 'ContributionKind' })

export const Contribution = Closed(
  {
    id: Id,
    agencyId: Id,
    agencyName: Line(),
    by: Line(),
    kind: contributionKind,
    words: Text(contributed),
    at: Instant,
  },
  { $id: 'Contribution', description: 'What an agency shared into the item' },
)

export const AgendaItem = Closed(
  {
    ...AgendaLine.properties,
    version: Version,
    meetingId: Id,
    meetingStartsAt: Instant,
    meetingState: MeetingState,
    name: Text(200),
    asks: Nullable(Text()),
    herVoice: ListOf(Closed({ words: Text(), worries: Nullable(Text()), given: Text(60) }), 200),
    record: ItemRecord,
    contributions: ListOf(Contribution, 200),
    actions: ListOf(Action, 200),
    carried: ListOf(Action, 200),
    deferredFor: Nullable(Text()),
  },
  { $id: 'AgendaItem' },
)
export type AgendaItem = Static<typeof AgendaItem>

const tag = 'Meetings'
const meeting = { meetingId: Id }
const item = { itemId: Id }

export const setMeetingRule = command({
  id: 'setMeetingRule',
  method: 'PUT',
  path: '/v1/meeting-rule',
  tag,
  summary: 'The monthly rule; the calendar then holds the next twelve months (MTG-1)',
  permission: 'meetings:convene',
  body: MeetingRule,
  reply: Closed({ rule: MeetingRule, meetings: ListOf(MeetingSummary, 24) }, { $id: 'MeetingCalendar' }),
  audit: 'meeting_rule.set',
  example: { week: 2, weekday: 4, time: '10:00', mode: 'in person', venue: 'The Old Library, room 2' },
})

export const listMeetings = query({
  id: 'listMeetings',
  path: '/v1/meetings',
  tag,
  summary: 'Meetings with their derived dates: the next twelve months, and those before',
  description: 'Monthly ones, unless emergencies are asked for: of these, those whose case one may see.',
  permission: 'meetings:read',
  query: {
    when: Type.Optional(Choice(['coming', 'past'])),
    kind: Type.Optional(Choice(['monthly', 'emergency'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  reply: Closed({ items: ListOf(MeetingSummary, 100) }, { $id: 'Meetings' }),
  audit: 'meeting.read',
})

export const readMeeting = query({
  id: 'readMeeting',
  path: '/v1/meetings/:meetingId',
  tag,
  params: meeting,
  summary: 'One meeting and the agenda lines of cases that my agency may see',
  permission: 'meetings:read',
  reply: Meeting,
  audit: 'meeting.read',
})

export const signMeeting = command({
  id: 'signMeeting',
  path: '/v1/meetings/:meetingId/signatures',
  tag,
  params: meeting,
  summary: 'Sign attendance and this meeting’s confidentiality agreement (ACC-5, MTG-6)',
  permission: 'meetings:read',
  body: Closed({ agreed: Type.Literal(true) }, { $id: 'MeetingSignature' }),
  reply: Meeting,
  status: 201,
  audit: 'meeting.signed',
  example: { agreed: true },
})

export const openMeeting = command({
  id: 'openMeeting',
  path: '/v1/meetings/:meetingId/opening',
  tag,
  params: meeting,
  summary: 'Open the meeting',
  permission: 'meetings:record',
  body: Nothing,
  reply: Meeting,
  conditional: true,
  audit: 'meeting.opened',
  refusals: ['meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const closeMeeting = command({
  id: 'closeMeeting',
  path: '/v1/meetings/:meetingId/closing',
  tag,
  params: meeting,
  summary: 'Close the meeting and compile its minutes, as a draft (MTG-8)',
  permission: 'meetings:record',
  body: Nothing,
  reply: Meeting,
  conditional: true,
  audit: 'meeting.closed',
  refusals: ['meeting.wrong_state', 'meeting.items_open', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const readItem = query({
  id: 'readItem',
  path: '/v1/agenda-items/:itemId',
  tag,
  params: item,
  summary: 'One case on the agenda: her voice first',
  permission: 'items:read',
  reply: AgendaItem,
  audit: 'item.read',
})

export const recordItem = command({
  id: 'recordItem',
  method: 'PATCH',
  path: '/v1/agenda-items/:itemId',
  tag,
  params: item,
  summary: 'Write down plan and decisions; each part named replaces the one before',
  permission: 'meetings:record',
  largest: manyTexts,
  body: ItemRecord,
  reply: AgendaItem,
  conditional: true,
  audit: 'item.recorded',
  refusals: ['item.closed', 'item.basis_missing', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: { riskPlan: 'Police patrol the lane from 22:00; no visits to the flat.' },
})

export const contribute = command({
  id: 'contribute',
  path: '/v1/agenda-items/:itemId/contributions',
  tag,
  params: item,
  summary: 'Share into the item what my agency knows',
  permission: 'items:contribute',
  body: Closed(
    { words: Line(account), agencyId: Type.Optional(Id) },
    { $id: 'NewContribution', description: 'agencyId: the recorder writes down what another agency said' },
  ),
  reply: AgendaItem,
  status: 201,
  audit: 'item.contributed',
  refusals: [
    'item.closed',
    'item.basis_missing',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
    'reference.unknown',
  ],
  example: { words: 'Seen at the drop-in twice this month; hand healing.' },
})

export const agreeAction = command({
  id: 'agreeAction',
  path: '/v1/agenda-items/:itemId/actions',
  tag,
  params: item,
  summary: 'Agree an action, with its owner and date (ACT-1)',
  permission: 'meetings:record',
  body: NewAction,
  reply: Action,
  status: 201,
  audit: 'action.agreed',
  refusals: [
    'item.closed',
    'item.basis_missing',
    'meeting.wrong_state',
    'meeting.confidentiality_unsigned',
    'reference.unknown',
  ],
  example: {
    ownerAgencyId: '01995b1c-7d00-7000-8000-000000000001',
    what: 'Find a room with a lock',
    why: 'She sleeps in a stairwell that he knows',
    dueOn: '2026-04-16',
    priority: 'urgent',
  },
})

export const closeItem = command({
  id: 'closeItem',
  path: '/v1/agenda-items/:itemId/closing',
  tag,
  params: item,
  summary: 'This case is discussed',
  permission: 'meetings:record',
  body: Nothing,
  reply: AgendaItem,
  conditional: true,
  audit: 'item.closed',
  refusals: ['item.closed', 'item.basis_missing', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const deferItem = command({
  id: 'deferItem',
  path: '/v1/agenda-items/:itemId/deferral',
  tag,
  params: item,
  summary: 'Put it off to the next meeting, with the reason: before the meeting, or in it (MTG-3)',
  permission: 'meetings:record',
  body: Closed({ reason: Line(narrative) }, { $id: 'Deferral' }),
  reply: AgendaItem,
  conditional: true,
  audit: 'item.deferred',
  refusals: ['item.closed', 'meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: { reason: 'Her key worker is ill and asked that she be heard first.' },
})
