import Type, { type Static } from 'typebox'
import { command, query } from '../contract.ts'
import { HerNo } from '../limits/schema.ts'
import { limitsAtMost } from '../limits/values.ts'
import { narrative } from '../limits.ts'
import { MeetingState, meetingModes } from '../meetings/schema.ts'
import {
  Choice,
  Closed,
  Email,
  Id,
  Instant,
  Line,
  ListOf,
  Nullable,
  Text,
  Version,
  Words,
} from '../scalars.ts'
import { MayBeUnreadable } from '../unreadable-schema.ts'
import * as at from './addresses.ts'
import { invitationStates } from './values.ts'

export const GuestInvitation = Closed(
  {
    ...MayBeUnreadable,
    id: Id,
    version: Version,
    kind: Choice(['guest', 'observer'], { $id: 'InvitationKind' }),
    meetingId: Id,
    agendaItemId: Nullable(Id),
    name: Line(),
    email: Email(),
    organisation: Line(),
    jobTitle: Nullable(Text(200)),
    why: Text(),
    proposedBy: Line(),
    proposingAgencyName: Line(),
    proposedAt: Instant,
    state: Choice(invitationStates, {
      $id: 'InvitationState',
      description: 'ended: the item was discussed or deferred, or the meeting closed',
    }),
    decidedBy: Nullable(Line()),
    decidedAt: Nullable(Instant),
    decidedFor: Nullable(Text()),
    signedAt: Nullable(Instant),
    refused: Type.Boolean(),
    mayBeOf: ListOf(Line(), 50),
    herNoes: ListOf(HerNo, limitsAtMost),
  },
  {
    $id: 'GuestInvitation',
    description:
      'GST-1: a guest of one agenda item, or an observer, who sees no papers. ACC-8, to who coordinates, while a guest waits: `refused`, she refuses them, or the agency of which they are said to be; `mayBeOf`, agencies that she refuses and of which they may be, by where they work or by their address; `herNoes`, what she refuses it to be used for',
  },
)
export type GuestInvitation = Static<typeof GuestInvitation>

export const MyInvitation = Closed(
  {
    kind: Choice(['guest', 'observer']),
    meetingId: Id,
    meetingStartsAt: Instant,
    meetingState: MeetingState,
    mode: Choice(meetingModes),
    venue: Text(300),
    confidentialityText: Text(20000),
    signedByMe: Type.Boolean(),
    item: Nullable(
      Closed({ id: Id, open: Type.Boolean({ description: 'Signed, and a basis for sharing is in force' }) }),
    ),
  },
  { $id: 'MyInvitation', description: 'What the invited see before anything else, and an observer at all' },
)
export type MyInvitation = Static<typeof MyInvitation>
const invitationId = { invitationId: Id }
const professional = {
  name: Line(),
  email: Email(),
  organisation: Line(),
  jobTitle: Type.Optional(Line()),
  why: Words(narrative),
}

export const listInvitations = query(at.listInvitations, {
  params: { meetingId: Id },
  summary: 'Guests of the items that my agency may see, and observers',
  reply: Closed({ items: ListOf(GuestInvitation, 200) }, { $id: 'GuestInvitations' }),
  audit: 'guest.listed',
})

export const proposeGuest = command(at.proposeGuest, {
  params: { itemId: Id },
  summary: 'Propose a professional for this one item; the coordinator agrees in advance (GST-1)',
  body: Closed(professional, { $id: 'NewGuest' }),
  reply: GuestInvitation,
  status: 201,
  audit: 'guest.proposed',
  refusals: [
    'meeting.wrong_state',
    'item.closed',
    'item.basis_missing',
    'guest.invited',
    'guest.not_invitable',
  ],
  example: {
    name: 'Noor Aziz',
    email: 'noor@refuge.example',
    organisation: 'Refuge',
    jobTitle: 'Advocate',
    why: 'She has worked with her since January.',
  },
})

export const proposeObserver = command(at.proposeObserver, {
  params: { meetingId: Id },
  summary: 'Propose someone who sits in and sees no papers',
  body: Closed(professional, { $id: 'NewObserver' }),
  reply: GuestInvitation,
  status: 201,
  audit: 'guest.proposed',
  refusals: ['meeting.wrong_state', 'guest.invited'],
  example: {
    name: 'Tom Hale',
    email: 'tom@college.example',
    organisation: 'Eastmarsh College',
    why: 'He is learning to convene a partnership in the next borough.',
  },
})

const decided = { params: invitationId, reply: GuestInvitation } as const

export const agreeInvitation = command(at.agreeInvitation, {
  ...decided,
  summary: 'Agree, and invite by mail: a place of their own, for this item alone',
  body: Closed(
    { noesRead: Type.Optional(ListOf(Id, limitsAtMost)), notOf: Type.Optional(Words(narrative)) },
    {
      $id: 'InvitationAgreement',
      description:
        'noesRead: each of `herNoes`, to which the guest is held; notOf: how it is known that they are of none of `mayBeOf`',
    },
  ),
  conditional: true,
  audit: 'guest.agreed',
  refusals: [
    'guest.wrong_state',
    'guest.not_invitable',
    'guest.noes_unread',
    'guest.may_be_refused',
    'reference.unknown',
    'item.closed',
    'item.basis_missing',
    'meeting.wrong_state',
  ],
  example: {},
})

export const declineInvitation = command(at.declineInvitation, {
  ...decided,
  summary: 'Not agreed, with the reason',
  body: Closed({ reason: Words(narrative) }, { $id: 'InvitationRefusal' }),
  conditional: true,
  audit: 'guest.declined',
  refusals: ['guest.wrong_state'],
  example: { reason: 'Her key worker comes already.' },
})

export const withdrawInvitation = command(at.withdrawInvitation, {
  ...decided,
  summary: 'Take an invitation back; it closes at once',
  body: Closed({ reason: Words(narrative) }, { $id: 'InvitationWithdrawal' }),
  conditional: true,
  audit: 'guest.withdrawn',
  refusals: ['guest.wrong_state'],
  example: { reason: 'She is ill and sends nobody.' },
})

export const readMyInvitation = query(at.readMyInvitation, {
  summary: 'To what I am invited: when, where, the agreement, and my item once it is open',
  reply: MyInvitation,
  audit: 'guest.read_own',
})

export const signMyInvitation = command(at.signMyInvitation, {
  summary: 'Sign attendance and the confidentiality agreement of that meeting (ACC-5)',
  body: Closed({ agreed: Type.Literal(true) }, { $id: 'GuestSignature' }),
  reply: MyInvitation,
  audit: 'meeting.signed',
  example: { agreed: true },
})
