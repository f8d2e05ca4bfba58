import Type, { type Static } from 'typebox'
import { Action } from '../actions/contract.ts'
import { UnusualReading } from '../audit/contract.ts'
import { noCaseData } from '../audit.ts'
import { CaseHold } from '../cases/hold-schema.ts'
import { command, query } from '../contract.ts'
import { LostCopy } from '../documents/contract.ts'
import { EmergencyStanding } from '../emergency/contract.ts'
import { EmergencyAccess, EmergencyRequestWaiting } from '../emergency-access/contract.ts'
import { Exclusion } from '../exclusions/schema.ts'
import { Flag } from '../flags/contract.ts'
import { LeftWorkWaiting } from '../leaving/contract.ts'
import { Contradiction, LimitOverride } from '../limits/schema.ts'
import { MeetingSummary } from '../meetings/schema.ts'
import { noticeKinds, noticeSubjects } from '../notices/kinds.ts'
import { OnCallGap } from '../oncall/contract.ts'
import { OutcomesAsked } from '../outcomes/contract.ts'
import { AgreementVersion } from '../partnerships/contract.ts'
import { ConflictCheck, ConflictToSettle } from '../people-who-harm/schema.ts'
import { PlanToLookAt } from '../plan/schema.ts'
import { QuestionWaiting } from '../referrals/conversation-schema.ts'
import { ReferralSummary } from '../referrals/schema.ts'
import { SafeguardingNotification } from '../safeguarding/contract.ts'
import { ReceivedNotification } from '../safeguarding/received-schema.ts'
import {
  Choice,
  Closed,
  Id,
  Instant,
  ListOf,
  Nullable,
  Page,
  PageQuery,
  Reference,
  Text,
  Version,
} from '../scalars.ts'
import { MyOffer } from '../sessions/contract.ts'
import { SharingOpen } from '../sharing/contract.ts'
import { Light } from '../traffic-light/schema.ts'
import * as at from './addresses.ts'

export const Notification = Closed(
  {
    id: Id,
    kind: Choice(noticeKinds, { $id: 'NotificationKind' }),
    subject: Choice(noticeSubjects),
    subjectId: Id,
    reference: Nullable(Reference),
    at: Instant,
    readAt: Nullable(Instant),
  },
  { $id: 'Notification', description: 'Carries no personal data (CNF-2): kind, reference, where to look' },
)
export type Notification = Static<typeof Notification>

/** MTG-3: a case of a coming meeting of which my agency has written down nothing yet. */
const ResearchAsked = Closed(
  {
    agendaItemId: Id,
    meetingId: Id,
    meetingStartsAt: Instant,
    caseId: Id,
    caseReference: Reference,
    light: Light,
  },
  { $id: 'ResearchAsked' },
)

/** REF-3: with whose it is, so that two are told apart. */
const HeldCase = Closed({ ...CaseHold.properties, caseReference: Reference }, { $id: 'HeldCase' })

/** REF-3: what a hold took off an agenda, and found no place on another as it was lifted. */
const ToListAgain = Closed(
  {
    caseId: Id,
    caseReference: Reference,
    light: Light,
    takenOffFrom: Instant,
    nextMeetingId: Nullable(Id),
  },
  {
    $id: 'ToListAgain',
    description: '`takenOffFrom`: when the meeting is, or was; `nextMeetingId`: where she can be listed now',
  },
)

/** The name that she goes by, of each case that a list names and the reader may see: people know her by it, and by no reference. */
const CaseNamed = Closed({ caseId: Id, caseReference: Reference, name: Text(200) }, { $id: 'CaseNamed' })

export const MyWork = Closed(
  {
    emergencies: ListOf(EmergencyStanding, 100),
    overridesToDecide: ListOf(LimitOverride, 200),
    contradictions: ListOf(Contradiction, 100),
    conflictChecks: ListOf(ConflictCheck, 200),
    conflictsToSettle: ListOf(ConflictToSettle, 100),
    exclusionsToReview: ListOf(Exclusion, 100),
    toTriage: ListOf(ReferralSummary, 100),
    toAnswer: ListOf(ReferralSummary, 100),
    nobodyHasHer: ListOf(ReferralSummary, 100),
    questionsAsked: ListOf(QuestionWaiting, 100),
    myDrafts: ListOf(ReferralSummary, 100),
    returnedToMe: ListOf(ReferralSummary, 100),
    restOwed: ListOf(ReferralSummary, 100),
    safeguarding: ListOf(SafeguardingNotification, 100),
    receivedNotifications: ListOf(ReceivedNotification, 100),
    referencesToCome: ListOf(SafeguardingNotification, 100),
    heldCases: ListOf(HeldCase, 100),
    toListAgain: ListOf(ToListAgain, 100),
    actions: ListOf(Action, 100),
    minutesToAcknowledge: ListOf(
      Closed({ meetingId: Id, meetingStartsAt: Instant, version: Version, distributedAt: Instant }),
      100,
    ),
    lostCopies: ListOf(LostCopy, 100),
    deputiesNeeded: ListOf(
      Closed({
        meetingId: Id,
        meetingStartsAt: Instant,
        needs: Choice(['deputy', 'meeting', 'emergency'], {
          description:
            'A case that is not yours to hear needs a deputy, or, where nobody who attends could be one, a later meeting; an emergency to which you were called needs a deputy',
        }),
      }),
      100,
    ),
    flagsAsked: ListOf(Flag, 100),
    outcomesAsked: ListOf(OutcomesAsked, 100),
    plansToLookAt: ListOf(PlanToLookAt, 100),
    emergencyAccesses: ListOf(EmergencyAccess, 100),
    emergencyRequests: ListOf(EmergencyRequestWaiting, 100),
    onCallGaps: ListOf(OnCallGap, 3),
    unusualReadings: ListOf(UnusualReading, 100),
    sharingToStop: ListOf(SharingOpen, 100),
    sharingToSettle: ListOf(SharingOpen, 100),
    leftWork: ListOf(LeftWorkWaiting, 1),
    leftWorkOfNobody: ListOf(LeftWorkWaiting, 200),
    offeredPlaces: ListOf(MyOffer, 50),
    agreementsToSign: ListOf(AgreementVersion, 10),
    researchAsked: ListOf(ResearchAsked, 100),
    names: ListOf(CaseNamed, 1000),
    nextMeeting: Nullable(MeetingSummary),
    unreadNotifications: Type.Integer({ minimum: 0, maximum: 1000000 }),
  },
  { $id: 'MyWork' },
)
export type MyWork = Static<typeof MyWork>

export const readMyWork = query(at.readMyWork, {
  summary: 'What waits for me: clocks running, actions due, agreements to sign',
  description:
    'Before the agreements are signed it shows those, and what places I am offered, alone (ACC-5).',
  reply: MyWork,
  audit: 'my_work.read',
})

export const listNotifications = query(at.listNotifications, {
  summary: 'What I was told, newest first',
  query: { ...PageQuery, unread: Type.Optional(Type.Boolean()) },
  reply: Page(Notification, 'NotificationPage'),
  audit: noCaseData,
})

export const markNotificationsRead = command(at.markNotificationsRead, {
  summary: 'Seen, one or several at once',
  description: 'All of them, or none where one is not mine. Reading one again keeps when it was first read.',
  body: Closed(
    { notificationIds: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }) },
    { $id: 'NotificationsRead' },
  ),
  reply: Closed(
    { unreadNotifications: Type.Integer({ minimum: 0, maximum: 1000000 }) },
    { $id: 'NotificationsLeft' },
  ),
  audit: 'my_work.read',
  example: { notificationIds: ['01995b1c-7d00-7000-8000-5a9db0c50001'] },
})
