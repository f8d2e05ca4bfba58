import Type from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, file, Nothing, query } from '../contract.ts'
import { feedSecret, narrative } from '../limits.ts'
import { MeetingRule } from '../partnerships/contract.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, LocalDate, Nullable, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { Meeting, MeetingAnswer, MeetingReplies, MeetingSummary } from './schema.ts'

const meeting = { meetingId: Id }
const { time, mode, venue } = MeetingRule.properties

export const setMeetingRule = command(at.setMeetingRule, {
  summary: 'The monthly rule; the calendar then holds the next twelve months (MTG-1)',
  body: MeetingRule,
  reply: Closed({ rule: MeetingRule, meetings: ListOf(MeetingSummary, 24) }, { $id: 'MeetingCalendar' }),
  audit: 'meeting_rule.set',
  example: { week: 2, weekday: 4, time: '10:00', mode: 'in_person', venue: 'The Old Library, room 2' },
})

export const listMeetings = query(at.listMeetings, {
  summary: 'Meetings with their derived dates: the next twelve months, and those before',
  description: 'Monthly ones, unless emergencies are asked for: of these, those whose case one may see.',
  query: {
    when: Type.Optional(Choice(['coming', 'past'])),
    kind: Type.Optional(Choice(['monthly', 'emergency'])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  reply: Closed({ items: ListOf(MeetingSummary, 100) }, { $id: 'Meetings' }),
  audit: 'meeting.read',
})

export const readMeeting = query(at.readMeeting, {
  params: meeting,
  summary: 'One meeting and the agenda lines of cases that my agency may see',
  reply: Meeting,
  audit: 'meeting.read',
})

export const signMeeting = command(at.signMeeting, {
  params: meeting,
  summary: 'Sign this meeting’s confidentiality agreement: its papers open (ACC-5)',
  body: Closed({ agreed: Type.Literal(true) }, { $id: 'MeetingSignature' }),
  reply: Meeting,
  status: 201,
  audit: 'meeting.signed',
  example: { agreed: true },
})

export const openMeeting = command(at.openMeeting, {
  params: meeting,
  summary: 'Open the meeting, from an hour before it starts (MTG-6)',
  body: Nothing,
  reply: Meeting,
  conditional: true,
  audit: 'meeting.opened',
  refusals: ['meeting.wrong_state', 'meeting.opens_later', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const takeBackOpening = command(at.takeBackOpening, {
  params: meeting,
  summary:
    'It was opened by mistake: it is planned again, until a case is begun or anything recorded (MTG-6)',
  body: Nothing,
  reply: Meeting,
  conditional: true,
  audit: 'meeting.opening_taken_back',
  refusals: ['meeting.wrong_state', 'meeting.under_way', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const reopenMeeting = command(at.reopenMeeting, {
  params: meeting,
  summary: 'Open a meeting again that was closed too soon, with the reason, until its minutes go out (MTG-6)',
  description:
    'Its draft minutes go; they are compiled anew when it is closed. What is discussed or put off stays so. Guests are invited again.',
  body: Closed({ reason: Words(narrative) }, { $id: 'Reopening', description: 'Every member reads it' }),
  reply: Meeting,
  conditional: true,
  audit: 'meeting.reopened',
  refusals: [
    'meeting.wrong_state',
    'minutes.distributed',
    'meeting.emergency_running',
    'meeting.confidentiality_unsigned',
  ],
  example: { reason: 'Closed before the last case was spoken of to its end.' },
})

export const closeMeeting = command(at.closeMeeting, {
  params: meeting,
  summary: 'Close the meeting and compile its minutes, as a draft (MTG-8)',
  body: Nothing,
  reply: Meeting,
  conditional: true,
  audit: 'meeting.closed',
  refusals: [
    'meeting.wrong_state',
    'meeting.items_open',
    'meeting.none_follows',
    'meeting.confidentiality_unsigned',
  ],
  example: {},
})

export const replyToMeeting = command(at.replyToMeeting, {
  params: meeting,
  summary:
    'Say whether I can come; said again it replaces what I said before, until the meeting opens (MTG-1)',
  body: Closed({ answer: MeetingAnswer, reason: Type.Optional(Words(500)) }, { $id: 'MeetingReply' }),
  reply: Meeting,
  status: 201,
  audit: 'meeting.replied',
  refusals: ['meeting.wrong_state'],
  example: { answer: 'cannot_come', reason: 'In court that day; our secondary member comes.' },
})

export const listMeetingReplies = query(at.listMeetingReplies, {
  params: meeting,
  summary: 'Who can come, who cannot, who has not answered, by agency',
  reply: MeetingReplies,
  audit: noCaseData,
})

export const confirmMeeting = command(at.confirmMeeting, {
  params: meeting,
  summary: 'Confirm place, date and time in the week before; every member is told (MTG-2)',
  description:
    'Mode, venue and `joining`, where given, replace those planned. In person it has a place, online a link or number, hybrid both; and its agenda is published.',
  body: Closed(
    { mode: Type.Optional(mode), venue: Type.Optional(venue), joining: Type.Optional(Text(500)) },
    { $id: 'MeetingConfirmation' },
  ),
  reply: Meeting,
  conditional: true,
  audit: 'meeting.confirmed',
  refusals: [
    'meeting.wrong_state',
    'meeting.confirmed',
    'meeting.too_early',
    'meeting.agenda_unpublished',
    'meeting.place_missing',
  ],
  example: { mode: 'hybrid', venue: 'The Old Library, room 2' },
})

export const moveMeeting = command(at.moveMeeting, {
  params: meeting,
  summary:
    'Move a planned meeting; its dates are derived anew, its agenda stays, everyone is asked again (MTG-1)',
  description:
    'A day on which deadlines are missed already is refused, unless as an exception with its reason, which stays on record.',
  body: Closed(
    {
      ...{ date: LocalDate, time, mode, venue, reason: Words(narrative) },
      exception: Type.Optional(Words(narrative)),
    },
    { $id: 'MeetingMove' },
  ),
  reply: Meeting,
  conditional: true,
  audit: 'meeting.moved',
  refusals: ['meeting.wrong_state', 'meeting.date_unsuitable', 'meeting.deadlines_missed'],
  example: {
    date: '2026-04-16',
    time: '10:00',
    mode: 'in_person',
    venue: 'The Old Library, room 2',
    reason: 'Three agencies cannot come on the 9th.',
  },
})

const feed = { path: '/v1/calendar-feed' } as const

export const makeCalendarFeed = command(at.makeCalendarFeed, {
  ...feed,
  summary:
    'Make an address by which a calendar subscribes to the dates of meetings; the one before ends (MTG-1)',
  description: 'The address is a secret, and shown this once: only a hash of it is kept.',
  body: Nothing,
  reply: Closed({ address: Line(500, 'Shown this once'), madeAt: Instant }, { $id: 'NewCalendarFeed' }),
  audit: 'calendar_feed.made',
  example: {},
})

export const readCalendarFeedState = query(at.readCalendarFeedState, {
  ...feed,
  summary: 'Whether I have an address for my calendar, and since when',
  reply: Closed({ madeAt: Nullable(Instant) }, { $id: 'CalendarFeedState' }),
  audit: noCaseData,
})

export const revokeCalendarFeed = command(at.revokeCalendarFeed, {
  ...feed,
  summary: 'End the address for my calendar',
  body: Nothing,
  reply: Closed({ madeAt: Nullable(Instant) }, { $id: 'CalendarFeedState' }),
  audit: 'calendar_feed.revoked',
  example: {},
})

export const readCalendarFeed = file(at.readCalendarFeed, {
  params: {
    secret: Type.String({
      pattern: feedSecret,
      maxLength: 43,
      description: 'As it was shown once',
    }),
  },
  summary: 'The dates of meetings as iCalendar (RFC 5545), for whoever holds the address',
  description: 'Dates and times, and nothing else: no place, no names, no emergency meetings.',
  audit: noCaseData,
})
