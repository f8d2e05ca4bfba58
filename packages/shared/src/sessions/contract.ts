import Type, { type Static } from 'typebox'
import { NewPassword, Token } from '../accounts/contract.ts'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { Partnership } from '../partnerships/contract.ts'
import { placesOfOne } from '../partnerships/values.ts'
import { Choice, Closed, Email, Id, Instant, Line, ListOf, Nullable, RoleSchema } from '../scalars.ts'
import * as at from './addresses.ts'

const Place = Closed({
  membershipId: Id,
  role: RoleSchema,
  agencyId: Id,
  agencyName: Line(),
  partnershipId: Id,
  partnershipName: Line(),
})

export const Session = Closed(
  {
    accountId: Id,
    name: Line(),
    email: Email(),
    acting: Nullable(Place),
    role: Nullable(RoleSchema),
    places: ListOf(Place, placesOfOne),
    permissions: ListOf(Type.String({ maxLength: 60 }), 60),
    standing: Choice(['in_force', 'agreements_unsigned', 'none'], {
      description: 'ACC-5: whether case data is open to your agency',
    }),
    expiresAt: Instant,
    deviceSecret: Type.String({
      pattern: '^[A-Za-z0-9+/]{43}=$',
      maxLength: 44,
      description:
        'REF-12: 32 bytes of this account’s own, the same at every sign-in, to seal with what waits on a device. Keep it in memory alone',
    }),
  },
  { $id: 'Session' },
)
export type Session = Static<typeof Session>

export const signIn = command(at.signIn, {
  summary: 'Sign in with e-mail address and password',
  description:
    'Sets two HttpOnly cookies. Answers alike, and in the same time, for known and unknown accounts; repeated failures wait a little longer each time.',
  body: Closed(
    { email: Email(), password: Type.String({ minLength: 1, maxLength: 256 }) },
    { $id: 'Credentials' },
  ),
  reply: Session,
  status: 201,
  audit: 'session.opened',
  refusals: ['session.wrong_credentials', 'session.visit_over'],
  example: { email: 'outreach@alongside.example', password: 'correct horse battery staple' },
})

export const refreshSession = command(at.refreshSession, {
  summary: 'Trade the refresh cookie for fresh cookies',
  description: 'Rotates the refresh token. One that is used twice ends the whole session.',
  body: Nothing,
  reply: Session,
  audit: 'session.refresh_reused',
  refusals: ['session.required', 'session.visit_over'],
  example: {},
})

export const checkSession = query(at.checkSession, {
  summary: 'Whether my session goes on, without making it last longer (IDN-6)',
  description:
    'By the refresh cookie, which it leaves as it is: an open page asks it every few seconds, and is empty soon after the session has ended elsewhere.',
  reply: Closed({ expiresAt: Instant }, { $id: 'SessionStanding' }),
  audit: noCaseData,
  refusals: ['session.required', 'session.visit_over'],
})

export const readSession = query(at.readSession, {
  summary: 'Who am I, as whom do I act, and in which partnership',
  description: 'All that a page needs before it reads what it is about.',
  reply: Closed(
    { ...Session.properties, partnership: Nullable(Partnership) },
    { $id: 'SessionInPartnership' },
  ),
  audit: noCaseData,
})

export const switchMembership = command(at.switchMembership, {
  summary: 'Act in another of my memberships (ACC-4)',
  body: Closed({ membershipId: Id }, { $id: 'SwitchMembership' }),
  reply: Session,
  audit: 'session.switched',
  example: { membershipId: '01995b1c-7d00-7000-8000-000000000001' },
})

/** What somebody shows to prove that she is there. Another factor than the password is one more kind of it. */
const Proof = Closed({ password: Type.String({ minLength: 1, maxLength: 256 }) }, { $id: 'Proof' })
export type Proof = Static<typeof Proof>

export const stepUp = command(at.stepUp, {
  summary: 'Prove that it is you, for what an open session alone does not do',
  description:
    'For five minutes this session then does what asks for such a proof (`session.step_up_needed`); signing in counts as one. Wrong proofs are counted with wrong sign-ins, and wait as long.',
  body: Proof,
  reply: Closed({ until: Instant }, { $id: 'SteppedUp' }),
  audit: 'session.stepped_up',
  refusals: ['session.not_proved'],
  example: { password: 'correct horse battery staple' },
})

export const signOut = command(at.signOut, {
  summary: 'Sign out on this device',
  body: Nothing,
  reply: Nothing,
  audit: 'session.ended',
  example: {},
})

export const signOutEverywhere = command(at.signOutEverywhere, {
  summary: 'Sign out on every device',
  body: Nothing,
  reply: Nothing,
  audit: 'sessions.ended',
  example: {},
})

/** No more are shown; the one that was used last comes first. */
export const listedSessions = 50

const OpenSession = Closed(
  {
    id: Id,
    current: Type.Boolean({ description: 'The one that asks' }),
    device: Nullable({
      ...Line(120),
      description: 'As its browser tells of itself; null for one of long ago',
    }),
    fromAddress: Nullable({ ...Line(60), description: 'The network address from which it was opened' }),
    agencyName: Nullable({ ...Line(), description: 'For which it acts' }),
    since: Instant,
    lastUsedAt: { ...Instant, description: 'To within ten minutes' },
  },
  { $id: 'OpenSession' },
)
export type OpenSession = Static<typeof OpenSession>

export const listSessions = query(at.listSessions, {
  summary: 'Where my account is signed in (IDN-6)',
  reply: Closed({ items: ListOf(OpenSession, listedSessions) }, { $id: 'OpenSessions' }),
  audit: noCaseData,
})

export const endSession = command(at.endSession, {
  summary: 'Sign out a device that I have at hand no more',
  description: 'At its next request it is signed out; an open page of it is empty within half a minute.',
  params: { sessionId: Id },
  body: Nothing,
  reply: Nothing,
  audit: 'session.ended_elsewhere',
  example: {},
})

export const endOtherSessions = command(at.endOtherSessions, {
  summary: 'Sign out every device but this one',
  body: Nothing,
  reply: Nothing,
  audit: 'sessions.others_ended',
  example: {},
})

const Offer = Closed(
  {
    partnershipName: Line(),
    agencyName: Line(),
    role: RoleSchema,
    jobTitle: Nullable(Line(200)),
    offeredByName: Nullable(Line()),
    expiresAt: Instant,
  },
  { $id: 'Offer' },
)
export const MyOffer = Closed({ id: Id, ...Offer.properties }, { $id: 'MyOffer' })
export type MyOffer = Static<typeof MyOffer>

export const openInvitation = command(at.openInvitation, {
  summary: 'What an invitation is for; changes nothing',
  description:
    'For whoever holds the link. `hasAccount`: its address has a password already, which is never changed here.',
  body: Closed({ token: Token }, { $id: 'InvitationToken' }),
  reply: Closed(
    { email: Email(), hasAccount: Type.Boolean(), offer: Nullable(Offer) },
    { $id: 'OpenedInvitation' },
  ),
  lookup: true,
  audit: 'invitation.opened',
  refusals: ['invitation.spent'],
  example: { token: 'b0yB…' },
})

export const acceptInvitation = command(at.acceptInvitation, {
  summary: 'Say yes to an invitation: with a first password, or with the one that one has',
  description:
    'Works once. Where the address has a password, it must be that one, and it stays as it is; repeated failures wait as at signing in.',
  body: Closed({ token: Token, password: NewPassword }, { $id: 'InvitationAcceptance' }),
  reply: Closed({ email: Email() }, { $id: 'InvitationAccepted' }),
  status: 201,
  audit: 'invitation.accepted',
  refusals: [
    'invitation.spent',
    'offer.over',
    'place.coordinator_elsewhere',
    'session.wrong_credentials',
    'password.refused',
  ],
  example: { token: 'b0yB…', password: 'correct horse battery staple' },
})

export const listMyOffers = query(at.listMyOffers, {
  summary: 'Places that I am asked to take, in any partnership',
  reply: Closed({ items: ListOf(MyOffer, 50) }, { $id: 'MyOffers' }),
  audit: noCaseData,
})

export const acceptPlace = command(at.acceptPlace, {
  summary: 'Say yes to a place that I am offered (ACC-10)',
  description: 'It is among the session’s places from then on.',
  params: { offerId: Id },
  body: Nothing,
  reply: Nothing,
  audit: 'place.answered',
  refusals: ['offer.over', 'place.coordinator_elsewhere'],
  example: {},
})

export const declinePlace = command(at.declinePlace, {
  summary: 'Say no to a place that I am offered',
  params: { offerId: Id },
  body: Nothing,
  reply: Nothing,
  audit: 'place.answered',
  refusals: ['offer.over'],
  example: {},
})
