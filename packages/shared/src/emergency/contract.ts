import Type, { type Static } from 'typebox'
import { command, query } from '../contract.ts'
import { Meeting, MeetingState, meetingModes } from '../meetings/schema.ts'
import { entriesAtMost } from '../oncall/values.ts'
import { ReferralState } from '../referrals/schema.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  Line,
  LineOrNone,
  ListOf,
  Nullable,
  Reference,
  RoleSchema,
  Text,
} from '../scalars.ts'
import { Light } from '../traffic-light/schema.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { contactAnswers, contactWays, emergencyModes } from './values.ts'

const Reachable = Closed(
  {
    accountId: Id,
    name: Line(),
    role: RoleSchema,
    safeguardingLead: Type.Boolean(),
    email: Line(320),
  },
  { $id: 'Reachable' },
)

const AnswersNow = Closed(
  { onCallId: Id, name: Line(120), telephone: Line(30) },
  { $id: 'AnswersNow', description: 'On call for its agency at this moment' },
)

/** MTG-5: on the work of whoever was called, and of who calls, until it is over. */
export const EmergencyStanding = Closed(
  {
    meetingId: Id,
    caseId: Id,
    caseReference: Reference,
    startsAt: Instant,
    state: MeetingState,
    mode: Choice(meetingModes),
    where: Text(300, 'The number to ring, the link, or the room'),
    called: Type.Boolean({ description: 'You were called to it' }),
    answersNow: ListOf(Closed({ ...AnswersNow.properties, agencyName: Line() }), 200),
  },
  { $id: 'EmergencyStanding' },
)
export type EmergencyStanding = Static<typeof EmergencyStanding>

/** People who can be called about one case. */
export const reachableAtMost = 500

export const EmergencyPlan = Closed(
  {
    referralId: Id,
    caseId: Id,
    caseReference: Reference,
    runningMeetingId: Nullable(Id),
    basisInForce: Type.Boolean(),
    rests: Type.Boolean({ description: 'REF-3: a hold stands on her file: nobody is called' }),
    state: ReferralState,
    light: Nullable(Light),
    agencies: ListOf(
      Closed({
        agencyId: Id,
        agencyName: Line(),
        people: ListOf(Reachable, reachableAtMost),
        onCall: ListOf(AnswersNow, entriesAtMost),
        onCallCheckedAt: Nullable(Instant),
      }),
      200,
    ),
    withoutBasis: ListOf(Closed({ agencyId: Id, agencyName: Line() }), 200),
  },
  { $id: 'EmergencyPlan', description: 'Who can be called: agencies that hold a grant on the case' },
)
export type EmergencyPlan = Static<typeof EmergencyPlan>

export const ContactAttempt = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    accountId: Nullable(Id),
    onCallId: Nullable(Id),
    how: Choice(contactWays, { $id: 'ContactWay' }),
    answer: Choice(contactAnswers, { $id: 'ContactAnswer' }),
    reachedAt: Nullable(Text(200, 'The number or address that was used')),
    words: Nullable(Text()),
    at: Instant,
    by: Line(),
  },
  { $id: 'ContactAttempt' },
)

export const CalledPerson = Closed(
  {
    accountId: Id,
    name: Line(),
    agencyId: Id,
    agencyName: Line(),
    email: Line(320),
    signedAt: Nullable(Instant),
    agreedAloud: Type.Boolean(),
    attempts: ListOf(ContactAttempt, 200),
  },
  { $id: 'CalledPerson' },
)

/** By name or by role, with or without an account. */
export const OnCallContact = Closed(
  {
    onCallId: Id,
    agencyId: Id,
    agencyName: Line(),
    name: Line(120),
    telephone: Line(30),
    answersNow: Type.Boolean(),
    attempts: ListOf(ContactAttempt, 200),
  },
  { $id: 'OnCallContact' },
)

export const Contacts = Closed(
  {
    meetingId: Id,
    people: ListOf(CalledPerson, 200),
    onCall: Type.Array(OnCallContact, {
      maxItems: 1000,
      description: 'Who answers now of agencies that may see the case, and whoever was tried before',
    }),
  },
  { $id: 'EmergencyContacts' },
)
export type Contacts = Static<typeof Contacts>
const meeting = { meetingId: Id }
const referral = { referralId: Id }

export const planEmergency = query(at.planEmergency, {
  params: referral,
  summary: 'Who could be called to an emergency meeting about this case, and how to reach them (MTG-5)',
  reply: EmergencyPlan,
  audit: 'case.read',
})

export const callEmergencyMeeting = command(at.callEmergencyMeeting, {
  params: referral,
  summary: 'Call an emergency meeting from a red referral; all called are told at once (MTG-5)',
  description: 'It waits for no monthly date and triages nothing: the referral stays where it is.',
  body: Closed(
    {
      people: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }),
      mode: Choice(emergencyModes),
      where: Line(300, 'The number to ring, the link, or the room. Nothing that names her'),
      startsAt: Type.Optional(Instant),
    },
    { $id: 'EmergencyCall' },
  ),
  reply: Meeting,
  status: 201,
  audit: 'meeting.called',
  refusals: [
    'case.held',
    'meeting.emergency_running',
    'meeting.no_referral_waits',
    'meeting.not_an_emergency',
    'referral.basis_missing',
    'reference.unknown',
  ],
  example: {
    people: ['01995b1c-7d00-7000-8000-000000000001'],
    mode: 'phone',
    where: 'The conference line, code 4711',
  },
})

export const readContacts = query(at.readContacts, {
  params: meeting,
  summary: 'Who was called to an emergency meeting, and every attempt to reach them (MTG-5)',
  reply: Contacts,
  audit: 'meeting.read',
})

export const logContact = command(at.logContact, {
  params: meeting,
  summary: 'Log an attempt to reach someone who was called; attempts are added, never changed',
  description:
    'Of somebody who was called (`accountId`), or of somebody on call (`onCallId`): one of the two.',
  body: Closed(
    {
      accountId: Type.Optional(Id),
      onCallId: Type.Optional(Id),
      how: Choice(contactWays),
      answer: Choice(contactAnswers),
      reachedAt: Type.Optional(LineOrNone(200)),
      words: Type.Optional(Text()),
    },
    { $id: 'NewContactAttempt' },
  ),
  reply: Contacts,
  status: 201,
  audit: 'meeting.contact_logged',
  refusals: ['reference.unknown', 'meeting.wrong_state'],
  example: {
    accountId: '01995b1c-7d00-7000-8000-000000000001',
    how: 'phone',
    answer: 'left_message',
  },
})

export const recordAgreedAloud = command(at.recordAgreedAloud, {
  params: meeting,
  summary: 'Record that someone agreed to confidentiality by voice, after it was read out (ACC-5)',
  body: Closed({ accountId: Id, readOut: Type.Literal(true) }, { $id: 'SpokenSignature' }),
  reply: Contacts,
  status: 201,
  audit: 'meeting.signed_aloud',
  refusals: ['reference.unknown', 'meeting.wrong_state'],
  example: { accountId: '01995b1c-7d00-7000-8000-000000000001', readOut: true },
})
