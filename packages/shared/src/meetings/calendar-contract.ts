import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, file, Nothing, query } from '../contract.ts'
import { narrative } from '../limits.ts'
import { MeetingRule } from '../partnerships/contract.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, LocalDate, Nullable, Text } from '../scalars.ts'
import { Meeting, MeetingAnswer } from './contract.ts'

const tag = 'Meetings'
const meeting = { meetingId: Id }
const { time, mode, venue } = MeetingRule.properties

/** An agency can come when one of its members can. */
export const AgencyReplies = Closed(
  {
    agencyId: Id,
    agencyName: Line(),
    answer: Choice(['can come', 'cannot come', 'not answered']),
    members: ListOf(
      Closed({
        accountId: Id,
        name: Line(),
        answer: Nullable(MeetingAnswer),
        reason: Nullable(Text(500)),
        at: Nullable(Instant),
      }),
      100,
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
  { agencies: ListOf(AgencyReplies, 200), earlier: ListOf(EarlierReply, 500) },
  { $id: 'MeetingReplies' },
)
export type MeetingReplies = Static<typeof MeetingReplies>

export const replyToMeeting = command({
  id: 'replyToMeeting',
  path: '/v1/meetings/:meetingId/replies',
  tag,
  params: meeting,
  summary:
    'Say whether I can come; said again it replaces what I said before, until the meeting opens (MTG-1)',
  permission: 'meetings:reply',
  body: Closed({ answer: MeetingAnswer, reason: Type.Optional(Line(500)) }, { $id: 'MeetingReply' }),
  reply: Meeting,
  status: 201,
  audit: 'meeting.replied',
  refusals: ['meeting.wrong_state'],
  example: { answer: 'cannot come', reason: 'In court that day; our secondary member comes.' },
})

export const listMeetingReplies = query({
  id: 'listMeetingReplies',
  path: '/v1/meetings/:meetingId/replies',
  tag,
  params: meeting,
  summary: 'Who can come, who cannot, who has not answered, by agency',
  permission: 'meetings:convene',
  reply: MeetingReplies,
  audit: noCaseData,
})

export const confirmMeeting = command({
  id: 'confirmMeeting',
  path: '/v1/meetings/:meetingId/confirmation',
  tag,
  params: meeting,
  summary: 'Confirm place, date and time in the week before; every member is told (MTG-2)',
  description: 'Mode and venue, where given, replace those planned.',
  permission: 'meetings:convene',
  body: Closed({ mode: Type.Optional(mode), venue: Type.Optional(venue) }, { $id: 'MeetingConfirmation' }),
  reply: Meeting,
  conditional: true,
  audit: 'meeting.confirmed',
  refusals: ['meeting.wrong_state', 'meeting.confirmed', 'meeting.too_early'],
  example: { mode: 'hybrid', venue: 'The Old Library, room 2' },
})

export const moveMeeting = command({
  id: 'moveMeeting',
  path: '/v1/meetings/:meetingId/move',
  tag,
  params: meeting,
  summary:
    'Move a planned meeting; its dates are derived anew, its agenda stays, everyone is asked again (MTG-1)',
  permission: 'meetings:convene',
  body: Closed({ date: LocalDate, time, mode, venue, reason: Line(narrative) }, { $id: 'MeetingMove' }),
  reply: Meeting,
  conditional: true,
  audit: 'meeting.moved',
  refusals: ['meeting.wrong_state', 'meeting.date_unsuitable'],
  example: {
    date: '2026-04-16',
    time: '10:00',
    mode: 'in person',
    venue: 'The Old Library, room 2',
    reason: 'Three agencies cannot come on the 9th.',
  },
})

const feed = { path: '/v1/calendar-feed', tag, permission: 'meetings:read' } as const

export const makeCalendarFeed = command({
  ...feed,
  id: 'makeCalendarFeed',
  method: 'PUT',
  summary:
    'Make an address by which a calendar subscribes to the dates of meetings; the one before ends (MTG-1)',
  description: 'The address is a secret, and shown this once: only a hash of it is kept.',
  body: Nothing,
  reply: Closed({ address: Line(500), madeAt: Instant }, { $id: 'NewCalendarFeed' }),
  audit: 'calendar_feed.made',
  example: {},
})

export const readCalendarFeedState = query({
  ...feed,
  id: 'readCalendarFeedState',
  summary: 'Whether I have an address for my calendar, and since when',
  reply: Closed({ madeAt: Nullable(Instant) }, { $id: 'CalendarFeedState' }),
  audit: noCaseData,
})

export const revokeCalendarFeed = command({
  ...feed,
  id: 'revokeCalendarFeed',
  method: 'DELETE',
  summary: 'End the address for my calendar',
  body: Nothing,
  reply: Closed({ madeAt: Nullable(Instant) }, { $id: 'CalendarFeedState' }),
  audit: 'calendar_feed.revoked',
  example: {},
})

export const readCalendarFeed = file({
  id: 'readCalendarFeed',
  path: '/v1/calendar-feeds/:secret',
  tag,
  params: {
    secret: Type.String({
      pattern: '^[A-Za-z0-9_-]{43}$',
      maxLength: 43,
      description: 'As it was shown once',
    }),
  },
  summary: 'The dates of meetings as iCalendar (RFC 5545), for whoever holds the address',
  description: 'Dates and times, and nothing else: no place, no names, no emergency meetings.',
  permission: 'anyone',
  media: 'text/calendar',
  audit: noCaseData,
})
