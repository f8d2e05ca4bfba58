import { createHash, randomBytes } from 'node:crypto'
import type { EventType } from '@alongside/shared/events'
import { heldByAgency, placeInForce } from '../access/visibility.ts'
import type { Tx } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { accountsOf, invitationMail, type Notice, tell } from '../notices/tell.ts'
import { agenciesAsked } from '../research/asked.ts'
import type { Services } from '../services.ts'
import { disclosureHearing } from './hearing-disclosures.ts'
import { systemHearing } from './hearing-systems.ts'

/** An event of the outbox, as it waits. */
export interface Waiting {
  id: string
  partnership_id: string
  type: EventType
  data: Record<string, string | null>
  at: string
}

interface Told {
  tx: Tx
  services: Services
  event: Waiting
  now: string
}

/** Who hears of what. An event that is not here concerns only other systems. */
export const hearing: Partial<Record<EventType, (told: Told) => Promise<void>>> = {
  'referral.submitted': async (told) => {
    const referral = await referralOf(told)
    if (!referral) return
    for (const { agency_id, for_meeting } of referral.recipients) {
      if (for_meeting)
        await send(told, await coordinators(told), referralNotice(told, 'referral to triage', referral))
      else
        await send(
          told,
          await accountsOf(told.tx, 'leads', agency_id, told.now),
          referralNotice(told, 'referral to answer', referral),
        )
    }
  },
  'referral.accepted': (told) => tellAuthor(told, 'referral accepted'),
  'referral.returned': (told) => tellAuthor(told, 'referral returned'),
  'referral.declined': (told) => tellAuthor(told, 'referral declined'),
  'referral.redirected': (told) => tellAuthor(told, 'referral declined'),
  'referral.responded': (told) => tellAuthor(told, 'referral answered'),
  'referral.light_changed': async (told) => {
    const referral = await referralOf(told)
    if (!referral) return
    const agencies = await Promise.all(
      referral.recipients.map(({ agency_id }) => accountsOf(told.tx, 'leads', agency_id, told.now)),
    )
    await send(
      told,
      [...agencies.flat(), referral.author],
      referralNotice(told, 'referral light changed', referral),
    )
  },
  'safeguarding.opened': async (told) => {
    const accounts = await accountsOf(
      told.tx,
      'safeguardingLeads',
      told.event.data.agencyId ?? null,
      told.now,
    )
    const subjectId = told.event.data.notificationId ?? told.event.data.caseId ?? told.event.id
    await send(told, accounts, {
      kind: 'safeguarding to record',
      subject: 'safeguarding',
      subjectId,
      reference: null,
      occasion: told.event.id,
    })
  },
  'emergency_access.taken': async (told) => {
    const { caseId } = told.event.data
    if (caseId)
      await send(told, await coordinators(told), await caseNotice(told, 'emergency access taken', caseId))
  },
  'consent.withdrawn': (told) => tellHolders(told, 'consent withdrawn'),
  'consent.lapsed': (told) => tellHolders(told, 'consent lapsed'),
  'pack.circulated': async (told) => {
    const { meetingId } = told.event.data
    if (!meetingId) return
    const { rows } = await told.tx.$client.query<{ agency_id: string }>(
      `SELECT DISTINCT g.agency_id FROM agenda_items i JOIN sharing_grants g ON g.partnership_id = i.partnership_id AND g.case_id = i.case_id
        WHERE i.partnership_id = app.partnership_id() AND i.meeting_id = $2 AND ${heldByAgency('$1')}`,
      [told.now, meetingId],
    )
    const leads = await Promise.all(
      rows.map(({ agency_id }) => accountsOf(told.tx, 'leads', agency_id, told.now)),
    )
    await send(told, leads.flat(), {
      kind: 'meeting papers ready',
      subject: 'meeting',
      subjectId: meetingId,
      reference: null,
      occasion: told.event.id,
    })
  },
  ...disclosureHearing,
  ...systemHearing,
  'guest.proposed': async (told) => {
    const invitation = await invitationOf(told)
    if (invitation)
      await send(told, await coordinators(told), guestNotice(told, 'guest to agree', invitation))
  },
  'agenda.published': async (told) => {
    const { meetingId } = told.event.data
    if (!meetingId) return
    const notice = { subject: 'meeting', subjectId: meetingId, reference: null } as const
    await send(told, await members(told), { ...notice, kind: 'agenda published', occasion: told.event.id })
    // Once for a meeting: an agency that was asked is not asked again because the order has changed.
    for (const agencyId of await agenciesAsked(told.tx, meetingId))
      await send(told, await accountsOf(told.tx, 'leads', agencyId, told.now), {
        ...notice,
        kind: 'research asked',
        occasion: meetingId,
      })
  },
  'guest.agreed': async (told) => {
    const invitation = await invitationOf(told)
    if (!invitation) return
    await send(told, [invitation.proposed_by], guestNotice(told, 'guest agreed', invitation))
    // Who has no password yet is invited by the mail of membership.added instead.
    const { account_id: guest, id } = invitation
    const notice = {
      kind: 'invited to a meeting',
      subject: 'invitation',
      subjectId: id,
      reference: null,
      occasion: id,
    } as const
    if (guest && !invitation.invited) await send(told, [guest], notice)
  },
  'guest.declined': async (told) => {
    const invitation = await invitationOf(told)
    if (invitation)
      await send(told, [invitation.proposed_by], guestNotice(told, 'guest declined', invitation))
  },
  // Each agency's own actions were told to its leads, and to their owners, when they were agreed: not once more here.
  'minutes.distributed': async (told) => {
    const { corrects } = told.event.data
    await tellMembersOfMeeting(told, corrects ? 'meeting minutes corrected' : 'meeting minutes ready')
  },
  // Twelve dates planned at once are one thing to answer, and one mail.
  'meeting.planned': async (told) =>
    send(told, await members(told), {
      kind: 'meeting date proposed',
      subject: 'calendar',
      subjectId: told.event.partnership_id,
      reference: null,
      occasion: `planned ${told.event.at}`,
    }),
  'meeting.moved': (told) => tellMembersOfMeeting(told, 'meeting moved'),
  'meeting.confirmed': (told) => tellMembersOfMeeting(told, 'meeting confirmed'),
  'meeting.called': async (told) => {
    const { meetingId } = told.event.data
    if (!meetingId) return
    const { rows } = await told.tx.$client.query<{ account_id: string }>(
      'SELECT account_id FROM called_people WHERE partnership_id = app.partnership_id() AND meeting_id = $1',
      [meetingId],
    )
    await send(
      told,
      rows.map((row) => row.account_id),
      {
        kind: 'emergency meeting called',
        subject: 'meeting',
        subjectId: meetingId,
        reference: null,
        occasion: told.event.id,
      },
    )
  },
  'flag.asked': (told) => tellOfFlag(told, 'flag asked'),
  'flag.ended': (told) => tellOfFlag(told, 'flag to take down'),
  'action.agreed': async (told) => {
    const action = await actionOf(told)
    if (!action) return
    const leads = await accountsOf(told.tx, 'leads', action.owner_agency_id, told.now)
    await send(
      told,
      action.owner_account_id ? [...leads, action.owner_account_id] : leads,
      actionNotice(told, 'action agreed', action),
    )
  },
  'action.done': (told) => tellCoordinatorsOfAction(told, 'action done'),
  'action.not_done': (told) => tellCoordinatorsOfAction(told, 'action not done'),
  'agreement.published': async (told) => {
    const { rows } = await told.tx.$client.query<{ account_id: string }>(
      `SELECT DISTINCT m.account_id FROM memberships m JOIN agreement_versions v ON v.partnership_id = m.partnership_id
        WHERE m.partnership_id = app.partnership_id() AND v.id = $2 AND v.kind <> 'meeting confidentiality'
          AND m.role IN ('coordinator', 'lead-member') AND ${placeInForce('$1')}`,
      [told.now, told.event.data.agreementVersionId],
    )
    const subjectId = told.event.data.agreementVersionId ?? told.event.id
    const notice = {
      kind: 'agreement to sign',
      subject: 'agreement',
      subjectId,
      reference: null,
      occasion: told.event.id,
    } as const
    await send(
      told,
      rows.map((row) => row.account_id),
      notice,
    )
  },
  'membership.added': async ({ tx, services, event, now }) => {
    const { rows } = await tx.$client.query<{ id: string; email: string; invited: boolean }>(
      `SELECT a.id, a.email, a.invited FROM memberships m JOIN accounts a ON a.id = m.account_id
        WHERE m.partnership_id = app.partnership_id() AND m.id = $1`,
      [event.data.membershipId],
    )
    const [account] = rows
    if (!account?.invited) return
    const token = randomBytes(24).toString('base64url')
    const expires = new Date(Date.parse(now) + 14 * 86_400_000).toISOString()
    await tx.$client.query(
      'INSERT INTO invitations (id, account_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)',
      [newId(), account.id, createHash('sha256').update(token).digest(), expires],
    )
    await services.postMail(tx, invitationMail(account.email, token, services.config.PUBLIC_URL))
  },
}

const send = (told: Told, accounts: readonly string[], notice: Notice) =>
  tell(told.tx, told.services, [...new Set(accounts)], notice, told.now)
const coordinators = (told: Told) => accountsOf(told.tx, 'coordinators', null, told.now)
const members = (told: Told) => accountsOf(told.tx, 'members', null, told.now)

/** Of a monthly meeting everyone who comes to meetings; of an emergency those of them who were called (ACC-6). */
async function membersOfMeeting(told: Told, meetingId: string): Promise<string[]> {
  const { rows } = await told.tx.$client.query<{ account_id: string }>(
    `SELECT c.account_id FROM meetings m LEFT JOIN called_people c ON c.partnership_id = m.partnership_id AND c.meeting_id = m.id
      WHERE m.partnership_id = app.partnership_id() AND m.id = $1 AND m.kind = 'emergency'`,
    [meetingId],
  )
  const coming = await members(told)
  if (rows.length === 0) return coming
  const called = new Set(rows.map(({ account_id }) => account_id))
  return coming.filter((account) => called.has(account))
}

async function tellMembersOfMeeting(told: Told, kind: Notice['kind']): Promise<void> {
  const { meetingId: subjectId } = told.event.data
  if (subjectId)
    await send(told, await membersOfMeeting(told, subjectId), {
      kind,
      subject: 'meeting',
      subjectId,
      reference: null,
      occasion: told.event.id,
    })
}

interface ReferralOf {
  id: string
  reference: string
  author: string
  recipients: { agency_id: string; for_meeting: boolean }[]
}

async function referralOf({ tx, event }: Told): Promise<ReferralOf | undefined> {
  const { rows } = await tx.$client.query<ReferralOf>(
    `SELECT r.id, r.reference, r.author_account_id AS author,
        (SELECT coalesce(json_agg(json_build_object('agency_id', p.agency_id, 'for_meeting', p.for_meeting)), '[]') FROM referral_recipients p
          WHERE p.partnership_id = r.partnership_id AND p.referral_id = r.id) AS recipients
      FROM referrals r WHERE r.partnership_id = app.partnership_id() AND r.id = $1`,
    [event.data.referralId],
  )
  return rows[0]
}

const referralNotice = (told: Told, kind: Notice['kind'], { id, reference }: ReferralOf): Notice => ({
  kind,
  subject: 'referral',
  subjectId: id,
  reference,
  occasion: told.event.id,
})

async function tellAuthor(told: Told, kind: Notice['kind']): Promise<void> {
  const referral = await referralOf(told)
  if (referral)
    await send(
      told,
      await accountsOf(told.tx, 'account', referral.author, told.now),
      referralNotice(told, kind, referral),
    )
}

async function caseNotice({ tx, event }: Told, kind: Notice['kind'], caseId: string): Promise<Notice> {
  const { rows } = await tx.$client.query<{ reference: string }>(
    'SELECT reference FROM cases WHERE partnership_id = app.partnership_id() AND id = $1',
    [caseId],
  )
  return {
    kind,
    subject: 'case',
    subjectId: caseId,
    reference: rows[0]?.reference ?? null,
    occasion: event.id,
  }
}

/** CON-3: told to those who hold the case, or held it until this moment. */
async function tellHolders(told: Told, kind: Notice['kind']): Promise<void> {
  const { caseId } = told.event.data
  if (!caseId) return
  const { rows } = await told.tx.$client.query<{ agency_id: string }>(
    'SELECT DISTINCT agency_id FROM sharing_grants WHERE partnership_id = app.partnership_id() AND case_id = $1 AND agency_id IS NOT NULL',
    [caseId],
  )
  const leads = await Promise.all(
    rows.map(({ agency_id }) => accountsOf(told.tx, 'leads', agency_id, told.now)),
  )
  await send(told, leads.flat(), await caseNotice(told, kind, caseId))
}

interface InvitationOf {
  id: string
  meeting_id: string
  proposed_by: string
  account_id: string | null
  invited: boolean | null
}

async function invitationOf({ tx, event }: Told): Promise<InvitationOf | undefined> {
  const { rows } = await tx.$client.query<InvitationOf>(
    `SELECT i.id, i.meeting_id, i.proposed_by, m.account_id, a.invited FROM guest_invitations i
      LEFT JOIN memberships m ON m.partnership_id = i.partnership_id AND m.id = i.membership_id
      LEFT JOIN accounts a ON a.id = m.account_id
      WHERE i.partnership_id = app.partnership_id() AND i.id = $1`,
    [event.data.invitationId],
  )
  return rows[0]
}

const guestNotice = (told: Told, kind: Notice['kind'], { meeting_id }: InvitationOf): Notice => ({
  kind,
  subject: 'meeting',
  subjectId: meeting_id,
  reference: null,
  occasion: told.event.id,
})

interface ActionOf {
  id: string
  reference: string
  owner_agency_id: string
  owner_account_id: string | null
}

async function actionOf({ tx, event }: Told): Promise<ActionOf | undefined> {
  const { rows } = await tx.$client.query<ActionOf>(
    'SELECT id, reference, owner_agency_id, owner_account_id FROM actions WHERE partnership_id = app.partnership_id() AND id = $1',
    [event.data.actionId],
  )
  return rows[0]
}

const actionNotice = (told: Told, kind: Notice['kind'], { id, reference }: ActionOf): Notice => ({
  kind,
  subject: 'action',
  subjectId: id,
  reference,
  occasion: told.event.id,
})

async function tellCoordinatorsOfAction(told: Told, kind: Notice['kind']): Promise<void> {
  const action = await actionOf(told)
  if (action) await send(told, await coordinators(told), actionNotice(told, kind, action))
}

async function tellOfFlag(told: Told, kind: Notice['kind']): Promise<void> {
  const { flagId, agencyId } = told.event.data
  if (!flagId || !agencyId) return
  const notice = {
    kind,
    subject: 'flag',
    subjectId: flagId,
    reference: null,
    occasion: told.event.id,
  } as const
  await send(told, await accountsOf(told.tx, 'leads', agencyId, told.now), notice)
}
