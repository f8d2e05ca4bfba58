import Type, { type Static } from 'typebox'
import { AgendaLine, Deputy } from '../agenda/schema.ts'
import { agendaAtMost } from '../agenda/values.ts'
import { agenciesAtMost, placesAtMost } from '../partnerships/values.ts'
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
import { meetingStates, meetingTurns } from './values.ts'

export const meetingModes = ['in_person', 'online', 'hybrid', 'phone'] as const

export const MeetingState = Choice(meetingStates, { $id: 'MeetingState' })
export type MeetingState = (typeof meetingStates)[number]
export const meetingAnswers = ['can_come', 'cannot_come'] as const
export const MeetingAnswer = Choice(meetingAnswers, { $id: 'MeetingAnswer' })
export type MeetingAnswer = (typeof meetingAnswers)[number]

export const MeetingSummary = Closed(
  {
    id: Id,
    version: Version,
    date: LocalDate,
    startsAt: Instant,
    opensFrom: Instant,
    kind: Choice(['monthly', 'emergency']),
    caseReference: Nullable(Reference),
    mode: Choice(meetingModes),
    venue: Text(300),
    joining: Text(500, 'The link or number by which people join; empty: none yet'),
    state: MeetingState,
    referralsBy: Instant,
    confirmationFrom: Instant,
    confirmationUntil: Instant,
    packBy: Instant,
    minutesDueBy: Instant,
    confirmedAt: Nullable(Instant),
    packCirculatedAt: Nullable(Instant),
    packLateBecause: Nullable(Text()),
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

export const Meeting = Closed(
  {
    ...MeetingSummary.properties,
    agenda: ListOf(AgendaLine, agendaAtMost),
    currentItemId: Nullable(Id),
    callingItemId: Nullable(Id),
    notNeeded: Type.Array(Closed({ from: Instant, until: Instant }), {
      maxItems: 200,
      description:
        'About when you are not needed, by the published agenda: cases that you must not hear are spoken of (ACC-9)',
    }),
    deputy: Nullable(Deputy),
    runs: Type.Boolean({
      description:
        'You open and close it, and see to its minutes: you coordinate, or are deputy of an emergency that neither chair nor coordinator may hear',
    }),
    namesDeputy: Type.Boolean({
      description:
        'You name its deputy: you coordinate, or were called to such an emergency; or hear for an agency that may hear it, where nobody of those called may',
    }),
    keepsAttendance: Type.Boolean({
      description:
        'You record who came into the room and left it: you run the meeting, or chair as its deputy the case that is spoken of now',
    }),
    deputyNeeded: Type.Boolean({
      description:
        'A case that neither chair nor coordinator may hear has nobody to chair it; said to who names the deputy alone, without naming it (ACC-9)',
    }),
    leftToDeputy: Type.Boolean({
      description: 'Such a case is still to be discussed or put off; said to who coordinates alone',
    }),
    leftToOther: Type.Boolean({
      description:
        'A case that is not yours to hear is still to be discussed or put off by whoever of chair and coordinator may hear it',
    }),
    unchaired: Type.Boolean({
      description:
        'A case that is not yours to hear has nobody who attends to chair it: closing puts it off; said to who coordinates alone',
    }),
    followed: Type.Boolean({
      description:
        'Whatever closing it puts off has a later meeting with a place on its agenda; said to who runs it, true to others',
    }),
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
    openedAt: Nullable(Instant),
    closedAt: Nullable(Instant),
    underWay: Type.Boolean({
      description: 'A case was begun, or anything of one recorded; said to who coordinates alone',
    }),
    turns: ListOf(
      Closed({
        turn: Choice(meetingTurns),
        reason: Nullable(Text()),
        by: Line(),
        at: Instant,
      }),
      100,
    ),
    present: ListOf(
      Closed({
        ...{ name: Line(), agencyName: Line(), as: Choice(['lead', 'second', 'another']) },
        ...{ from: Instant, until: Nullable(Instant) },
      }),
      200,
    ),
    inRoom: Nullable(
      Closed(
        { from: Instant, until: Nullable(Instant) },
        { description: 'Whether you are, or were, in the room' },
      ),
    ),
    moves: ListOf(
      Closed({
        from: Instant,
        to: Instant,
        reason: Nullable(Text()),
        exception: Nullable(Text()),
        by: Line(),
        at: Instant,
      }),
      100,
    ),
  },
  { $id: 'Meeting', description: '`deputy` is told to who names her, and to herself' },
)
export type Meeting = Static<typeof Meeting>

/** An agency can come when one of its members can. */
export const AgencyReplies = Closed(
  {
    agencyId: Id,
    agencyName: Line(),
    answer: Choice(['can_come', 'cannot_come', 'not_answered']),
    members: ListOf(
      Closed({
        accountId: Id,
        name: Line(),
        answer: Nullable(MeetingAnswer),
        reason: Nullable(Text(500)),
        at: Nullable(Instant),
      }),
      placesAtMost,
    ),
  },
  { $id: 'AgencyReplies' },
)
export type AgencyReplies = Static<typeof AgencyReplies>

const EarlierReply = Closed(
  { startsAt: Instant, name: Line(), agencyName: Line(), answer: MeetingAnswer, at: Instant },
  { $id: 'EarlierReply', description: 'A reply to a date from which the meeting has moved since' },
)

export const MeetingReplies = Closed(
  { agencies: ListOf(AgencyReplies, agenciesAtMost), earlier: ListOf(EarlierReply, 500) },
  { $id: 'MeetingReplies' },
)
export type MeetingReplies = Static<typeof MeetingReplies>
