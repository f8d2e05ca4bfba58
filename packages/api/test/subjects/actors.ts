import type { Role } from '@alongside/shared/access'
import { isInvited, roles, scopes } from '@alongside/shared/access'
import { stepUp } from '@alongside/shared/sessions/contract'
import { disclosuresKey } from '../../src/disclosures/queries.ts'
import type { Actor } from '../../src/http/actor.ts'
import { newId, newReference } from '../../src/ids.ts'
import type { Caller } from '../../src/in-process.ts'
import { callerAs } from '../../src/in-process.ts'
import { hashPassword } from '../../src/sessions/passwords.ts'
import { openSession } from '../../src/sessions/queries.ts'
import type { WrappedKey } from '../../src/vault.ts'
import { openRowBuilder } from '../rows.ts'
import type { Eastmarsh } from '../world.ts'
import type { Ground } from './meetings.ts'

/** Where an actor stands to the subjects, which are all of Lantern's: its agency holds the grants, another of the partnership does not. */
export const places = ['own agency', 'other agency', 'other partnership'] as const
export type Place = (typeof places)[number]

export interface MatrixActor {
  role: Role
  place: Place
  membershipId: string | null
  accountId: string
  /** Of which this actor's own are: what is bound to a person. */
  draftId: string
  notificationId: string
  offerId: string
  copyId: string
  /** A release that she asked for. */
  releaseId: string
  /** Asked for, and opened. */
  accessId: string
  openAccessId: string
  requestId: string
  /** Where she is signed in too. */
  otherSessionId: string
  actor: Actor
  call: Caller
}

/** An actor of every role in every place. */
export async function arrangeActors(world: Eastmarsh, ground: Ground): Promise<MatrixActor[]> {
  const [westvale] = await world.rows<{ partnership: string; agency: string }>(
    'SELECT id AS partnership, coordinating_agency_id AS agency FROM partnerships WHERE id <> $1',
    [world.partnershipId],
  )
  const standsIn = {
    'own agency': { partnership: world.partnershipId, agency: world.agencies.lantern },
    'other agency': { partnership: world.partnershipId, agency: world.agencies.drugs },
    'other partnership': westvale!,
  }
  const actors: MatrixActor[] = []
  for (const place of places)
    for (const role of roles) actors.push(await arrangeActor(world, ground, role, place, standsIn[place]))
  return actors
}

async function keyOf({ rows }: Eastmarsh, caseId: string): Promise<WrappedKey> {
  const [key] = await rows<WrappedKey>(
    'SELECT k.id, k.wrapped FROM cases c JOIN data_keys k ON k.id = c.data_key_id WHERE c.id = $1',
    [caseId],
  )
  return key!
}

/** So that the contract's own example proves who one is. */
const passwordHash = hashPassword(stepUp.example.password)

/**
 * Guests, observers and machines too, by rows rather than by the commands that make them; each with a draft and a
 * notification of her own, and each a safeguarding lead, so that only the role decides.
 */
async function arrangeActor(
  world: Eastmarsh,
  { meetingId, closedMeetingId, draftedMeetingId, itemId, caseId }: Ground,
  role: Role,
  place: Place,
  { partnership, agency }: { partnership: string; agency: string },
): Promise<MatrixActor> {
  const { rows, services, clock } = world
  const now = clock.now()
  const [accountId, draftId, notificationId, membershipId] = [newId(), newId(), newId(), newId()]
  const [copyId, offerId, accessId, openAccessId, requestId] = [newId(), newId(), newId(), newId(), newId()]
  const releaseId = newId()
  const platform = role === 'platform_administrator'
  const write = await openRowBuilder(world, {
    partnership_id: partnership,
    account_id: accountId,
    agency_id: agency,
  })
  const account = {
    id: accountId,
    email: `${accountId}@matrix.example`,
    name: `A ${role}`,
    password_hash: await passwordHash,
  }
  await write('accounts', { ...account, platform_administrator: platform })
  if (!platform) {
    await write('memberships', { id: membershipId, role, safeguarding_lead: true })
    const key = services.vault.newKey(newId())
    await write('data_keys', { ...key })
    const answers = services.vault.seal(key, 'answers', {})
    const draft = { id: draftId, reference: newReference('EMP', 2026), state: 'draft' }
    await write('referrals', { ...draft, data_key_id: key.id, author_account_id: accountId, answers })
    await write('place_offers', { id: offerId, role: 'practitioner', email: account.email })
    const notice = { id: notificationId, membership_id: membershipId }
    await write('notifications', { ...notice, kind: 'agreement_to_sign', subject: 'agreement' })
    if (place !== 'other partnership') {
      const copy = { id: copyId, number: copyId.slice(-6).toUpperCase(), kind: 'agenda', form: 'screen' }
      const holder = { holder_account_id: accountId, holder_agency_id: agency, made_by: accountId }
      await write('document_copies', { ...copy, ...holder, meeting_id: meetingId })
    }
    if (place === 'own agency') {
      const key = await keyOf(world, caseId)
      const asked = {
        case_id: caseId,
        data_key_id: key.id,
        reason: services.vault.seal(key, 'reason', ''),
        at: now,
      }
      const opened = {
        opened_at: now,
        until_at: '2026-03-02T13:00:00Z',
        review_due_at: '2026-03-03T23:59:59Z',
      }
      await write('disclosure_requests', {
        ...{ id: releaseId, meeting_id: meetingId, kind: 'agenda', state: 'asked', asked_at: now },
        ...{ agenda_item_id: null, case_id: null, asked_by: accountId, asking_agency_id: agency },
        reason: services.vault.seal(disclosuresKey(services.vault), 'why', ''),
      })
      await write('emergency_accesses', { ...asked, id: accessId })
      const about = { name: 'Nobody Known', dateOfBirth: '1990-01-01', reason: '' }
      await write('emergency_requests', {
        id: requestId,
        at: now,
        about: services.vault.seal(
          services.vault.ownKey(`emergency requests ${partnership}`),
          'about',
          about,
        ),
      })
      await write('emergency_accesses', { ...asked, ...opened, id: openAccessId })
    }
    if (place !== 'other partnership')
      await rows(
        `INSERT INTO meeting_signatures (partnership_id, id, meeting_id, account_id, agency_id, agreement_version_id, signed_at)
          SELECT $1, gen_random_uuid(), m.id, $2, $3, v.id, $4 FROM meetings m, agreement_versions v
           WHERE m.id IN ($5, $6, $7) AND v.partnership_id = $1 AND v.kind = 'meeting_confidentiality'`,
        [partnership, accountId, agency, now, meetingId, closedMeetingId, draftedMeetingId],
      )
  }
  if (isInvited(role) && place === 'own agency') {
    const guest = role === 'guest'
    const invitationId = newId()
    const key = await keyOf(world, caseId)
    await write('guest_invitations', {
      ...{
        id: invitationId,
        kind: role,
        state: 'agreed',
        meeting_id: meetingId,
        membership_id: membershipId,
      },
      ...(guest && { agenda_item_id: itemId, case_id: caseId }),
      ...{ proposing_agency_id: agency, proposed_by: accountId, email: `${accountId}@matrix.example` },
      why: services.vault.seal(guest ? key : services.vault.ownKey('observers'), 'why', ''),
    })
    const grant = { agency_id: null, basis: 'invitation', guest_invitation_id: invitationId }
    if (guest) await write('sharing_grants', { ...grant, case_id: caseId })
  }
  const session = await openSession(services.pools.identity, accountId, now)
  const elsewhere = await openSession(services.pools.identity, accountId, now)
  const actor: Actor = {
    ...session!.actor,
    ...(role === 'machine_client' && { limits: { scopes, addresses: [] } }),
  }
  return {
    role,
    place,
    accountId,
    draftId,
    notificationId,
    offerId,
    copyId,
    releaseId,
    accessId,
    openAccessId,
    requestId,
    otherSessionId: elsewhere!.actor.sessionId,
    membershipId: platform ? null : membershipId,
    actor,
    call: callerAs(world.app, actor),
  }
}
