import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, query } from '../contract.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, LocalDate, Nullable, Text, Words } from '../scalars.ts'
import * as at from './addresses.ts'
import { attendances } from './rules.ts'

const AttendanceWord = Choice(attendances, { $id: 'Attendance' })
const Present = Closed(
  { name: Line(), signedAt: Instant, onPaper: Type.Boolean(), keptAt: Nullable(Text(300)) },
  { $id: 'PersonPresent' },
)

export const MeetingAttendance = Closed(
  {
    agencies: ListOf(
      Closed({
        agencyId: Id,
        agencyName: Line(),
        attendance: AttendanceWord,
        apologiesFor: Nullable(Text(500)),
        present: ListOf(Present, 200),
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
  summary: 'Record that someone signed attendance and confidentiality on paper (ACC-5, MTG-6)',
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
