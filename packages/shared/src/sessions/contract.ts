import Type, { type Static } from 'typebox'
import { noCaseData } from '../audit.ts'
import { command, Nothing, query } from '../contract.ts'
import { Choice, Closed, Id, Instant, Line, ListOf, Nullable, RoleSchema } from '../scalars.ts'
import * as at from './addresses.ts'

const Password = Type.String({
  minLength: 12,
  maxLength: 256,
  description: 'At least 12 characters; a few words are best',
})
const Email = Type.String({ format: 'email', maxLength: 254 })

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
    email: Email,
    acting: Nullable(Place),
    role: Nullable(RoleSchema),
    places: ListOf(Place, 50),
    permissions: ListOf(Type.String({ maxLength: 60 }), 60),
    standing: Choice(['in_force', 'agreements_unsigned', 'none'], {
      description: 'ACC-5: whether case data is open to your agency',
    }),
    expiresAt: Instant,
  },
  { $id: 'Session' },
)
export type Session = Static<typeof Session>

export const signIn = command(at.signIn, {
  summary: 'Sign in with e-mail address and password',
  description:
    'Sets two HttpOnly cookies. Answers alike, and in the same time, for known and unknown accounts; repeated failures wait a little longer each time.',
  body: Closed(
    { email: Email, password: Type.String({ minLength: 1, maxLength: 256 }) },
    { $id: 'Credentials' },
  ),
  reply: Session,
  status: 201,
  audit: 'session.opened',
  refusals: ['session.wrong_credentials'],
  example: { email: 'outreach@alongside.example', password: 'correct horse battery staple' },
})

export const refreshSession = command(at.refreshSession, {
  summary: 'Trade the refresh cookie for fresh cookies',
  description: 'Rotates the refresh token. One that is used twice ends the whole session.',
  body: Nothing,
  reply: Session,
  audit: 'session.refresh_reused',
  refusals: ['session.required'],
  example: {},
})

export const readSession = query(at.readSession, {
  summary: 'Who am I, and as whom do I act',
  reply: Session,
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

export const acceptInvitation = command(at.acceptInvitation, {
  summary: 'Accept an invitation and choose a password',
  body: Closed({ token: Line(200), password: Password }, { $id: 'InvitationAcceptance' }),
  reply: Closed({ email: Email }, { $id: 'InvitationAccepted' }),
  status: 201,
  audit: 'invitation.accepted',
  refusals: ['invitation.spent'],
  example: { token: 'b0yB…', password: 'correct horse battery staple' },
})
