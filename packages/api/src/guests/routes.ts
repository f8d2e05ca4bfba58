import { noesUnknown, noesUnread, notSaidOf } from '@alongside/shared/disclosures/rules'
import * as contract from '@alongside/shared/guests/contract'
import { type InvitationMove, whyNotInvitation, whyNotInviteObserver } from '@alongside/shared/guests/rules'
import { Refusal } from '@alongside/shared/problems'
import { eq, sql } from 'drizzle-orm'
import type { FastifyPluginAsync } from 'fastify'
import { writeGrants } from '../consent/grants.ts'
import type { Tx } from '../db/pool.ts'
import { guestInvitations } from '../db/tables/guests.ts'
import { memberships } from '../db/tables/partnerships.ts'
import type { Member } from '../http/actor.ts'
import { operations } from '../http/operation.ts'
import { sameVersion } from '../http/versions.ts'
import { newId } from '../ids.ts'
import { readSaidToBeOf } from '../limits/letting-in.ts'
import type { SomebodyOutside } from '../limits/said-to-be-of.ts'
import { localToday, lockMeeting, mustCoordinate } from '../meetings/queries.ts'
import { signAsMyself } from '../meetings/signatures.ts'
import { accountFor } from '../sessions/accounts.ts'
import type { Vault } from '../vault.ts'
import {
  itemToInviteTo,
  mustBeInvitable,
  mustNotBeRefused,
  type OpenInvitation,
  observersKey,
  openInvitation,
  readInvitations,
  readMyInvitation,
  shown,
} from './queries.ts'

/** GST-1: other professionals for one item, observers for one meeting: proposed, agreed in advance, invited, gone with it. */
export const guestRoutes: FastifyPluginAsync = async (app) => {
  const { query, command } = operations(app)

  query(contract.listInvitations, async ({ tx, vault, params }) => {
    const invitations = await readInvitations(tx, vault, params.meetingId)
    return {
      reply: { items: invitations.map(shown) },
      audit: {
        subjectId: params.meetingId,
        seen: [...new Set(invitations.flatMap(({ caseId }) => caseId ?? []))],
      },
    }
  })

  command(contract.proposeGuest, async ({ tx, vault, actor, params, body, now }) => {
    const item = await itemToInviteTo(tx, params.itemId)
    const place = { meetingId: item.meetingId, itemId: item.id, caseId: item.caseId }
    await mustBeInvitable(tx, body.email, place)
    const ofAgencies = await saidOf(tx, body)
    await mustNotBeRefused(tx, { email: body.email, caseId: item.caseId, ofAgencies })
    const why = vault.seal(item.key, 'why', body.why)
    return proposed(tx, vault, actor, now, { kind: 'guest', ...place, ...body, ofAgencies, why })
  })

  command(contract.proposeObserver, async ({ tx, vault, actor, params, body, now }) => {
    const meeting = await lockMeeting(tx, params.meetingId)
    const refusal = whyNotInviteObserver(meeting.state)
    if (refusal) throw new Refusal(refusal)
    const place = { meetingId: meeting.id, itemId: null, caseId: null }
    await mustBeInvitable(tx, body.email, place)
    const ofAgencies = await saidOf(tx, body)
    const why = vault.seal(observersKey(vault), 'why', body.why)
    return proposed(tx, vault, actor, now, { kind: 'observer', ...place, ...body, ofAgencies, why })
  })

  command(contract.agreeInvitation, async ({ tx, vault, actor, params, body, version, now }) => {
    const invitation = await invitationToMove(tx, vault, params.invitationId, version, 'agree')
    if (invitation.agendaItemId) await itemToInviteTo(tx, invitation.agendaItemId)
    const ofAgencies = await saidOf(tx, invitation)
    if (invitation.caseId)
      await mustNotBeRefused(tx, { email: invitation.email, caseId: invitation.caseId, ofAgencies })
    mustBeRead(invitation, body)
    const accountId = await accountFor(tx, invitation, now)
    const membershipId = newId()
    await tx.insert(memberships).values({
      id: membershipId,
      accountId,
      agencyId: invitation.proposingAgencyId,
      role: invitation.kind,
      jobTitle: invitation.jobTitle,
      startedAt: now,
    })
    const { key, mayBeOf } = invitation
    const decidedFor = mayBeOf.length > 0 && body.notOf ? vault.seal(key, 'reason', body.notOf) : null
    await saveMove(tx, actor, invitation, now, { state: 'agreed', membershipId, ofAgencies, decidedFor })
    if (invitation.caseId)
      await writeGrants(
        tx,
        invitation.caseId,
        [{ agencyId: null, basis: 'invitation', from: now, until: null }],
        { guestInvitationId: invitation.id, accountId },
      )
    // HRM-1: last of all, until it is committed: whoever writes down a name meanwhile sees who was invited, or the invited is held against it.
    await tx.$client.query(
      `SELECT pg_advisory_xact_lock(hashtextextended('names of ' || app.partnership_id(), 0))`,
    )
    const outcome = await moved(tx, vault, invitation, 'guest.agreed')
    return {
      ...outcome,
      events: [...outcome.events, { type: 'membership.added' as const, data: { membershipId } }],
    }
  })

  command(contract.declineInvitation, async ({ tx, vault, actor, params, body, version, now }) => {
    const invitation = await invitationToMove(tx, vault, params.invitationId, version, 'decline')
    const decidedFor = vault.seal(invitation.key, 'reason', body.reason)
    await saveMove(tx, actor, invitation, now, { state: 'declined', decidedFor })
    return moved(tx, vault, invitation, 'guest.declined', body.reason)
  })

  command(contract.withdrawInvitation, async ({ tx, vault, actor, params, body, version, now }) => {
    const invitation = await invitationToMove(tx, vault, params.invitationId, version, 'withdraw')
    const decidedFor = vault.seal(invitation.key, 'reason', body.reason)
    await saveMove(tx, actor, invitation, now, { state: 'withdrawn', decidedFor })
    return moved(tx, vault, invitation, 'guest.withdrawn', body.reason)
  })

  query(contract.readMyInvitation, async ({ tx, now }) => {
    const mine = await readMyInvitation(tx, await localToday(tx, now))
    return { reply: mine, audit: { subjectId: mine.meetingId } }
  })

  command(contract.signMyInvitation, async ({ tx, actor, now }) => {
    const today = await localToday(tx, now)
    const { meetingId } = await readMyInvitation(tx, today)
    await signAsMyself(tx, actor, meetingId, today, now)
    return { reply: await readMyInvitation(tx, today), audit: { subjectId: meetingId }, events: [] }
  })
}

type NewInvitation = Pick<
  typeof guestInvitations.$inferInsert,
  'kind' | 'meetingId' | 'name' | 'email' | 'organisation' | 'jobTitle' | 'why' | 'ofAgencies'
> & { itemId: string | null; caseId: string | null }

const saidOf = async (tx: Tx, invited: SomebodyOutside): Promise<string[]> =>
  (await readSaidToBeOf(tx, [invited]))[0]?.ofAgencies ?? []

/**
 * ACC-8: whoever lets a guest in has read what she refuses, and says how it is known that the guest is of no agency that she does.
 * @throws Refusal reference.unknown · guest.noes_unread · guest.may_be_refused
 */
function mustBeRead(
  { herNoes, mayBeOf }: OpenInvitation,
  { noesRead = [], notOf }: { noesRead?: string[]; notOf?: string },
): void {
  const unknown = noesUnknown(herNoes, noesRead)
  if (unknown.length > 0) throw new Refusal('reference.unknown', unknown)
  const unread = noesUnread(herNoes, noesRead)
  if (unread.length > 0) throw new Refusal('guest.noes_unread', unread)
  const possible = notSaidOf(mayBeOf, notOf)
  if (possible.length > 0) throw new Refusal('guest.may_be_refused', possible)
}

async function proposed(
  tx: Tx,
  vault: Vault,
  actor: Member,
  now: string,
  { itemId, ...given }: NewInvitation,
) {
  const id = newId()
  await tx.insert(guestInvitations).values({
    id,
    ...given,
    agendaItemId: itemId,
    proposingAgencyId: actor.agencyId,
    proposedBy: actor.accountId,
    proposedAt: now,
  })
  const invitation = await openInvitation(tx, vault, id)
  return {
    reply: shown(invitation),
    audit: { ...traceOf(invitation), changes: [{ field: 'state' as const, from: null, to: 'proposed' }] },
    events: [{ type: 'guest.proposed' as const, data: idsOf(invitation) }],
  }
}

/** The invitation, held, for the coordinator to decide. @throws Refusal not_found · access.not_permitted · version.stale · guest.wrong_state */
async function invitationToMove(
  tx: Tx,
  vault: Vault,
  id: string,
  version: number,
  move: InvitationMove,
): Promise<OpenInvitation> {
  const invitation = await openInvitation(tx, vault, id, true)
  await mustCoordinate(tx)
  sameVersion(version, invitation.version)
  const refusal = whyNotInvitation(move, invitation.state)
  if (refusal) throw new Refusal(refusal)
  return invitation
}

const saveMove = (
  tx: Tx,
  actor: Member,
  { id }: OpenInvitation,
  now: string,
  move: Partial<typeof guestInvitations.$inferInsert>,
) =>
  tx
    .update(guestInvitations)
    .set({
      ...move,
      decidedBy: actor.accountId,
      decidedAt: now,
      version: sql`${guestInvitations.version} + 1`,
    })
    .where(eq(guestInvitations.id, id))

async function moved(
  tx: Tx,
  vault: Vault,
  before: OpenInvitation,
  type: 'guest.agreed' | 'guest.declined' | 'guest.withdrawn',
  reason?: string,
) {
  const after = await openInvitation(tx, vault, before.id)
  return {
    reply: shown(after),
    audit: {
      ...traceOf(after),
      changes: [{ field: 'state' as const, from: before.state, to: after.state, ...(reason && { reason }) }],
    },
    events: [{ type, data: idsOf(after) }],
  }
}

const traceOf = ({ id, caseId, key }: OpenInvitation) => ({
  subject: 'invitation' as const,
  subjectId: id,
  caseId,
  key,
})
const idsOf = ({ id, meetingId, agendaItemId }: OpenInvitation) => ({
  invitationId: id,
  meetingId,
  agendaItemId,
})
