import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, LocalDate, Nullable, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { attendances } from './rules.ts'
import { attendanceMarks } from './values.ts'

const AttendanceWord = Choice(attendances, { $id: 'Attendance' })
const Stay = Closed(
  { from: Instant, until: Nullable(Instant), byChair: Type.Boolean() },
  {
    $id: 'Stay',
    description: 'In the room, from when to when; by their own device, or as the chair recorded it',
  },
)
/** Stays in the room of everybody at one meeting. */
export const staysAtMost = 1000

const Present = Closed(
  {
    ...{ accountId: Id, agencyId: Id, name: Line(), signedAt: Instant },
    ...{ onPaper: Type.Boolean(), keptAt: Nullable(Text(300)), stays: ListOf(Stay, staysAtMost) },
  },
  { $id: 'PersonSigned', description: 'Signing opens papers; `stays` is attendance' },
)
const MyPresence = Closed({ from: Instant, until: Nullable(Instant) }, { $id: 'MyPresence' })

export const MeetingAttendance = Closed(
  {
    agencies: ListOf(
      Closed({
        agencyId: Id,
        agencyName: Line(),
        attendance: AttendanceWord,
        apologiesFor: Nullable(Text(500)),
        signed: ListOf(Present, 200),
      }),
      200,
    ),
    observers: ListOf(Closed({ ...Present.properties, organisation: Line() }), 200),
  },
  {
    $id: 'MeetingAttendance',
    description: 'observers: with them the guests of the items that my agency may see',
  },
)
export type MeetingAttendance = Static<typeof MeetingAttendance>

export const AttendanceYear = Closed(
  {
    meetings: ListOf(Closed({ id: Id, date: LocalDate }), 12),
    agencies: ListOf(
      Closed({ agencyId: Id, agencyName: Line(), attendance: ListOf(Nullable(AttendanceWord), 12) }),
      200,
    ),
  },
  {
    $id: 'AttendanceYear',
    description: 'One word a meeting, in their order; null: before the agency joined',
  },
)
export type AttendanceYear = Static<typeof AttendanceYear>
const meeting = { meetingId: Id }

export const readAttendance = query(at.readAttendance, {
  params: meeting,
  summary: 'Who attends for each agency (MTG-6)',
  reply: MeetingAttendance,
  audit: 'meeting.read',
})

export const readAttendanceYear = query(at.readAttendanceYear, {
  summary: 'Attendance by agency at the last twelve meetings (MTG-6)',
  reply: AttendanceYear,
  audit: noCaseData,
})

export const recordPaperSignature = command(at.recordPaperSignature, {
  params: meeting,
  summary: 'Record that someone signed the confidentiality agreement on paper (ACC-5, MTG-6)',
  body: Closed({ membershipId: Id, signedAt: Instant, keptAt: Line(300) }, { $id: 'PaperSignature' }),
  reply: MeetingAttendance,
  status: 201,
  audit: 'meeting.paper_signed',
  refusals: ['meeting.signed_by_own_hand', 'reference.unknown'],
  example: {
    membershipId: '01995b1c-7d00-7000-8000-000000000001',
    signedAt: '2026-03-02T09:00:00Z',
    keptAt: 'Locked cabinet at Lantern, folder 3',
  },
})

export const enterRoom = command(at.enterRoom, {
  params: meeting,
  summary: 'I am in the room of a meeting that runs; said again it stays as it is (MTG-6)',
  body: Nothing,
  reply: MyPresence,
  status: 201,
  audit: 'attendance.came',
  refusals: ['meeting.wrong_state', 'meeting.confidentiality_unsigned'],
  example: {},
})

export const leaveRoom = command(at.leaveRoom, {
  params: meeting,
  summary: 'I leave the room; who comes back says so again (MTG-6)',
  body: Nothing,
  reply: MyPresence,
  audit: 'attendance.left',
  refusals: ['meeting.wrong_state', 'meeting.confidentiality_unsigned', 'attendance.not_here'],
  example: {},
})

export const markAttendance = command(at.markAttendance, {
  params: meeting,
  summary: 'Record that somebody who signed came or left, and when, or was not here after all (MTG-6)',
  description:
    '`came` again puts right since when; `left` again until when; `was_not_here` strikes what was recorded. While the meeting runs.',
  body: Closed(
    { accountId: Id, agencyId: Id, mark: Choice(attendanceMarks), at: Instant },
    { $id: 'AttendanceMark' },
  ),
  reply: MeetingAttendance,
  status: 201,
  audit: 'attendance.marked',
  refusals: ['meeting.wrong_state', 'attendance.not_signed', 'attendance.not_here'],
  example: {
    accountId: '01995b1c-7d00-7000-8000-000000000001',
    agencyId: '01995b1c-7d00-7000-8000-000000000002',
    mark: 'came',
    at: '2026-03-12T10:05:00Z',
  },
})

export const giveApologies = command(at.giveApologies, {
  params: meeting,
  summary: 'An agency’s apologies; the coordinator records another’s',
  body: Closed({ agencyId: Type.Optional(Id), reason: Type.Optional(Words(500)) }, { $id: 'Apologies' }),
  reply: MeetingAttendance,
  status: 201,
  audit: 'apologies.given',
  refusals: ['meeting.wrong_state', 'reference.unknown'],
  example: { reason: 'Both are at a training day.' },
})

export const withdrawApologies = command(at.withdrawApologies, {
  params: meeting,
  summary: 'We can come after all',
  body: Closed({ agencyId: Type.Optional(Id) }, { $id: 'ApologiesWithdrawal' }),
  reply: MeetingAttendance,
  audit: 'apologies.withdrawn',
  refusals: ['meeting.wrong_state', 'reference.unknown'],
  example: {},
})
