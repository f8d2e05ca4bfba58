import type { Role } from '@alongside/shared/access'
import { isInvited, roles, scopes } from '@alongside/shared/access'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordWithoutConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import { requestDisclosure } from '@alongside/shared/disclosures/contract'
import { registerCopy } from '@alongside/shared/documents/contract'
import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import { askByName, askEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { proposeGuest } from '@alongside/shared/guests/contract'
import { uploadImport } from '@alongside/shared/imports/contract'
import { checkReport, draftReport, publishReport } from '@alongside/shared/monitoring/reports-contract'
import { addMember } from '@alongside/shared/partnerships/contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { stepUp } from '@alongside/shared/sessions/contract'
import { agreeSystem, makeSecret, proposeSystem } from '@alongside/shared/systems/contract'
import { addWebhookEndpoint, testWebhookEndpoint } from '@alongside/shared/webhooks/contract'
import { done } from '../src/demo/found.ts'
import { newId, newReference } from '../src/ids.ts'
import type { Call, Caller } from '../src/in-process.ts'
import { callerAs } from '../src/in-process.ts'
import { relayOutbox } from '../src/jobs/relay.ts'
import { hashPassword } from '../src/sessions/passwords.ts'
import { openSession } from '../src/sessions/queries.ts'
import type { WrappedKey } from '../src/vault.ts'
import { givenEmergencyAccess, givenSubmitted } from './given.ts'
import { givenMeetings } from './given-meetings.ts'
import { openRowBuilder } from './rows.ts'
import type { Eastmarsh } from './world.ts'

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
  /** Asked for, and opened. */
  accessId: string
  openAccessId: string
  requestId: string
  call: Caller
}

/** The name that no reply may hold which goes to who sees no case. */
export const secretName = 'Zofia Marlowe'

/** One subject of every kind in Eastmarsh, and an actor of every role in every place. */
export async function arrangeMatrix(world: Eastmarsh) {
  const { as, rows } = world
  const meetings = await givenMeetings(world)
  const rosa = {
    answers: {
      person: {
        name: secretName,
        ageBelief: 'believed_adult',
        ageBeliefRestsOn: 'Looks it',
        safeContactHow: 'At the van',
      },
    },
  } as const

  const discussed = await meetings.listed({ ...rosa, at: 0 })
  await meetings.open(discussed.meetingId)
  await meetings.discuss(discussed)
  await meetings.close(discussed.meetingId)
  await meetings.distribute(discussed.meetingId)

  const drafted = await meetings.listed({ ...rosa, at: 2 })
  await meetings.open(drafted.meetingId)
  await meetings.discuss(drafted)
  await meetings.close(drafted.meetingId)
  const [minuted] = await rows<{ id: string }>('SELECT id FROM minuted_items WHERE case_id = $1', [
    drafted.caseId,
  ])

  const listed = await meetings.listed({ ...rosa, at: 1 })
  await meetings.open(listed.meetingId)
  const [convener] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'coordinator@alongside.example'`,
  )
  const emergency = await done(as.coordinator, callEmergencyMeeting, {
    params: { referralId: listed.referralId },
    body: { people: [convener!.id], mode: 'phone', where: 'The conference line' },
  })
  const action = await meetings.agree(listed, '2026-04-20', 'lantern')
  const safeguarding = await done(as.outreach, openNotification, {
    params: { caseId: listed.caseId },
    body: { kind: 'adult', about: 'Somebody must be told' },
  })
  const invitation = await done(as.outreach, proposeGuest, {
    params: { itemId: listed.itemId },
    body: { ...proposeGuest.example, email: 'proposed@matrix.example' },
  })
  const disclosure = await done(as.outreach, requestDisclosure, {
    body: {
      ...requestDisclosure.example,
      meetingId: listed.meetingId,
      kind: 'agenda',
      itemId: listed.itemId,
    },
  })
  // Of somebody who refused nobody: an emergency opens it to whoever may take one.
  const another = await givenSubmitted(world, { refuses: [] })
  const [case_] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
    listed.caseId,
  ])
  const join = await done(as.coordinator, joinFiles, {
    params: { caseId: listed.caseId },
    body: { joinedCaseId: another.caseId ?? '', reason: 'The same woman' },
  })
  const [spare] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [
    another.caseId,
  ])
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [listed.caseId])
  const [limit] = await rows<{ id: string }>('SELECT id FROM limits WHERE case_id = $1', [listed.caseId])
  await done(as.outreach, recordWithoutConsent, {
    params: { caseId: listed.caseId },
    body: {
      ...recordWithoutConsent.example,
      agencies: [world.agencies.police],
      pastLimits: [{ limitId: limit!.id, why: 'He has found her.', tellHer: 'When she is next seen alone' }],
    },
  })
  const [override] = await rows<{ id: string }>('SELECT id FROM limit_overrides')
  const [protocol] = await rows<{ id: string }>(
    `SELECT id FROM agreement_versions WHERE kind = 'information_sharing_protocol' AND partnership_id = $1`,
    [world.partnershipId],
  )
  const [outreach] = await rows<{ id: string }>(
    `SELECT id FROM accounts WHERE email = 'outreach@alongside.example'`,
  )
  const paper = await done(as.coordinator, registerCopy, {
    body: { meetingId: listed.meetingId, kind: 'agenda', paperFor: outreach!.id },
  })
  const offered = await done(as.coordinator, addMember, {
    body: { ...addMember.example, agencyId: world.agencies.lantern },
  })
  const spreadsheet = await done(as.coordinator, uploadImport, { body: uploadImport.example })
  const [leaver] = await rows<{ id: string }>(
    `SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = 'lettings@alongside.example'`,
  )

  const [lead] = await rows<{ id: string }>(
    'UPDATE memberships SET safeguarding_lead = true WHERE account_id = $1 RETURNING id',
    [outreach!.id],
  )
  const system = await done(as.outreach, proposeSystem, {
    body: { ...proposeSystem.example, ownerMembershipId: lead!.id },
  })
  await done(as.coordinator, agreeSystem, { params: { systemId: system.id }, version: system.version })
  const secret = await done(as.outreach, makeSecret, { params: { systemId: system.id } })

  const drawn = await done(as.coordinator, draftReport, { body: { period: '2025-Q3' } })
  const checked = await done(as.coordinator, checkReport, {
    params: { reportId: drawn.id },
    version: drawn.version,
  })
  await done(as.coordinator, publishReport, { params: { reportId: drawn.id }, version: checked.version })

  // As the clock asks for it.
  await rows(
    `INSERT INTO flags (partnership_id, id, case_id, data_key_id, agency_id, asked_at, remind_at)
      SELECT c.partnership_id, $2, c.id, c.data_key_id, $3, $4, $4 FROM cases c WHERE c.id = $1`,
    [listed.caseId, newId(), world.agencies.lantern, world.clock.now()],
  )
  const [readingId, constable] = [
    newId(),
    await rows<{ id: string }>(`SELECT id FROM accounts WHERE email = 'police@alongside.example'`),
  ]
  await rows(
    `INSERT INTO unusual_readings (partnership_id, id, kind, account_id, agency_id, role, times, from_at, until_at, noticed_at, for_chair)
      VALUES ($1, $2, 'many_cases', $3, $4, 'lead_member', 20, $5, $5, $5, false)`,
    [world.partnershipId, readingId, constable[0]!.id, world.agencies.police, world.clock.now()],
  )
  const endpoint = await done(as.coordinator, addWebhookEndpoint, { body: addWebhookEndpoint.example })
  const tests = [1, 2, 3].map(() =>
    done(as.coordinator, testWebhookEndpoint, { params: { endpointId: endpoint.id }, body: {} }),
  )
  const [delivery] = await Promise.all(tests)
  await relayOutbox(world.services)
  await rows(
    `INSERT INTO outcome_reviews (partnership_id, id, case_id, occasion, agency_id, account_id, due_on, next_due_on, ask_on)
      SELECT r.partnership_id, $2, r.case_id, 'referral', r.agency_id, r.author_account_id, '2026-03-02', '2026-06-02', '2026-03-02'
        FROM referrals r WHERE r.case_id = $1`,
    [listed.caseId, newId()],
  )
  const sharingWorkId = newId()
  const [change] = await rows<{ id: string }>('SELECT id FROM sharing_changes WHERE case_id = $1', [
    listed.caseId,
  ])
  await rows(
    `INSERT INTO sharing_work (partnership_id, id, change_id, case_id, agency_id, kind, subject_id)
      VALUES ($1, $2, $3, $4, $5, 'research', $6)`,
    [world.partnershipId, sharingWorkId, change!.id, listed.caseId, world.agencies.housing, listed.itemId],
  )
  const { accessId } = await givenEmergencyAccess(world, 'probation', spare!.reference)
  const asked = await done(as.probation, askByName, { body: askByName.example })
  const arranged = {
    ...listed,
    accessId,
    requestId: asked.id,
    endpointId: endpoint.id,
    deliveryId: delivery!.id,
    emergencyMeetingId: emergency.id,
    closedMeetingId: discussed.meetingId,
    draftedMeetingId: drafted.meetingId,
    minutedItemId: minuted!.id,
    actionId: action.id,
    joinId: join.id,
    safeguardingId: safeguarding.id,
    paperCopyId: paper.id,
    disclosureId: disclosure.id,
    consentId: consent!.id,
    limitId: limit!.id,
    sharingChangeId: change!.id,
    sharingWorkId,
    overrideId: override!.id,
    systemId: system.id,
    reportId: drawn.id,
    secretId: secret.id,
    importId: spreadsheet.id,
    invitationId: invitation.id,
    readingId,
    agreementVersionId: protocol!.id,
    memberId: leaver!.id,
    offerId: offered.id,
    caseReference: case_!.reference,
    spareReference: spare!.reference,
  }
  const [westvale] = await rows<{ partnership: string; agency: string }>(
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
    for (const role of roles) actors.push(await arrangeActor(world, arranged, role, place, standsIn[place]))
  return { ...arranged, actors }
}
export type Arranged = Awaited<ReturnType<typeof arrangeMatrix>>

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
  {
    meetingId,
    closedMeetingId,
    draftedMeetingId,
    itemId,
    caseId,
  }: Record<'meetingId' | 'closedMeetingId' | 'draftedMeetingId' | 'itemId' | 'caseId', string>,
  role: Role,
  place: Place,
  { partnership, agency }: { partnership: string; agency: string },
): Promise<MatrixActor> {
  const { rows, services, clock } = world
  const now = clock.now()
  const [accountId, draftId, notificationId, membershipId] = [newId(), newId(), newId(), newId()]
  const [copyId, offerId, accessId, openAccessId, requestId] = [newId(), newId(), newId(), newId(), newId()]
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
  return {
    role,
    place,
    accountId,
    draftId,
    notificationId,
    offerId,
    copyId,
    accessId,
    openAccessId,
    requestId,
    membershipId: platform ? null : membershipId,
    call: callerAs(world.app, {
      ...session!.actor,
      ...(role === 'machine_client' && { limits: { scopes, addresses: [] } }),
    }),
  }
}

/**
 * Whose a subject is. `case`: a grant's. `partnership`: everyone's in it. `coordination`: the coordinating agency's to move.
 * `account`: one person's own. `nothing`: the operation names no subject.
 */
export type Bound = 'case' | 'partnership' | 'coordination' | 'account' | 'nothing'

interface Subject {
  bound: Bound
  /** The path's parameters, or the ids that the body names. */
  params?: (arranged: Arranged, actor: MatrixActor) => Record<string, string>
  body?: (arranged: Arranged, actor: MatrixActor) => object
  /** What it must be asked with, where it answers nothing without. */
  query?: object
}

/** What a path parameter names, where it names the same in every operation. */
const byParameter: Record<string, Subject> = {
  referralId: { bound: 'case', params: ({ referralId }) => ({ referralId }) },
  caseId: { bound: 'case', params: ({ caseId }) => ({ caseId }) },
  consentId: { bound: 'case', params: ({ consentId }) => ({ consentId }) },
  limitId: { bound: 'case', params: ({ limitId }) => ({ limitId }) },
  sharingChangeId: { bound: 'case', params: ({ sharingChangeId }) => ({ sharingChangeId }) },
  sharingWorkId: { bound: 'case', params: ({ sharingWorkId }) => ({ sharingWorkId }) },
  overrideId: { bound: 'case', params: ({ overrideId }) => ({ overrideId }) },
  itemId: { bound: 'case', params: ({ itemId }) => ({ itemId }) },
  actionId: { bound: 'case', params: ({ actionId }) => ({ actionId }) },
  joinId: { bound: 'case', params: ({ joinId }) => ({ joinId }) },
  // The coordinator's register: a paper copy that a colleague of hers holds.
  copyId: { bound: 'case', params: ({ paperCopyId }) => ({ copyId: paperCopyId }) },
  // A colleague's, of one case: hers, and the coordinator's.
  disclosureId: { bound: 'case', params: ({ disclosureId }) => ({ disclosureId }) },
  // Who coordinates sees them, and nobody else.
  importId: { bound: 'case', params: ({ importId }) => ({ importId }) },
  readingId: { bound: 'case', params: ({ readingId }) => ({ readingId }) },
  requestId: { bound: 'case', params: ({ requestId }) => ({ requestId }) },
  accessId: { bound: 'case', params: ({ accessId }) => ({ accessId }) },
  meetingId: { bound: 'partnership', params: ({ meetingId }) => ({ meetingId }) },
  minutedItemId: { bound: 'case', params: ({ minutedItemId }) => ({ minutedItemId }) },
  // Of the right shape, and nobody's.
  secret: { bound: 'nothing', params: () => ({ secret: 'A'.repeat(43) }) },
  systemId: { bound: 'case', params: ({ systemId }) => ({ systemId }) },
  // Published.
  reportId: { bound: 'partnership', params: ({ reportId }) => ({ reportId }) },
  // A figure is nobody's; what it counts is.
  figure: { bound: 'nothing', params: () => ({ figure: 'referrals' }) },
  memberId: { bound: 'partnership', params: ({ memberId }) => ({ memberId }) },
  // Of whoever tends the agency's places, and the coordinator.
  offerId: { bound: 'case', params: ({ offerId }) => ({ offerId }) },
  // Its agency's own, and none's but that.
  endpointId: { bound: 'case', params: ({ endpointId }) => ({ endpointId }) },
  deliveryId: { bound: 'case', params: ({ deliveryId }) => ({ deliveryId }) },
  invitationId: { bound: 'case', params: ({ invitationId }) => ({ invitationId }) },
  agreementVersionId: { bound: 'partnership', params: ({ agreementVersionId }) => ({ agreementVersionId }) },
}

/** Known only to who sees its case. */
const emergencyMeeting: Subject = {
  bound: 'case',
  params: ({ emergencyMeetingId }) => ({ meetingId: emergencyMeetingId }),
}

/** Operations whose parameter names something else, or that name their subject in the body. */
const byOperation: Record<string, Subject> = {
  discardReferral: { bound: 'account', params: (_, { draftId }) => ({ referralId: draftId }) },
  recordNotification: { bound: 'case', params: ({ safeguardingId }) => ({ notificationId: safeguardingId }) },
  acceptPlace: { bound: 'account', params: (_, { offerId }) => ({ offerId }) },
  declinePlace: { bound: 'account', params: (_, { offerId }) => ({ offerId }) },
  markNotificationRead: { bound: 'account', params: (_, { notificationId }) => ({ notificationId }) },
  switchMembership: {
    bound: 'account',
    body: (_, { membershipId }) => ({ membershipId: membershipId ?? newId() }),
  },
  proposeSystem: {
    bound: 'nothing',
    body: (_, { membershipId }) => ({ ...proposeSystem.example, ownerMembershipId: membershipId }),
  },
  endSecret: { bound: 'case', params: ({ systemId, secretId }) => ({ systemId, secretId }) },
  readContacts: emergencyMeeting,
  logContact: emergencyMeeting,
  recordAgreedAloud: emergencyMeeting,
  readMinutes: { bound: 'partnership', params: ({ closedMeetingId }) => ({ meetingId: closedMeetingId }) },
  acknowledgeMinutes: {
    bound: 'partnership',
    params: ({ closedMeetingId }) => ({ meetingId: closedMeetingId }),
  },
  // Drafts are for who sees every case.
  readMinutesDraft: {
    bound: 'coordination',
    params: ({ draftedMeetingId }) => ({ meetingId: draftedMeetingId }),
  },
  editMinutes: { bound: 'coordination', params: ({ draftedMeetingId }) => ({ meetingId: draftedMeetingId }) },
  distributeMinutes: {
    bound: 'coordination',
    params: ({ draftedMeetingId }) => ({ meetingId: draftedMeetingId }),
  },
  correctMinutes: {
    bound: 'coordination',
    params: ({ closedMeetingId }) => ({ meetingId: closedMeetingId }),
  },
  // Beyond one's grants by design, within the partnership (ACC-7).
  askEmergencyAccess: {
    bound: 'partnership',
    body: ({ spareReference }) => ({ ...askEmergencyAccess.example, reference: spareReference }),
  },
  // One person's alone; it is ended and looked at by who coordinates too.
  readByName: { bound: 'account', params: (_, { requestId }) => ({ requestId }) },
  openEmergencyAccess: { bound: 'account', params: (_, { accessId }) => ({ accessId }) },
  tellEmergencyAccess: { bound: 'account', params: (_, { openAccessId }) => ({ accessId: openAccessId }) },
  endEmergencyAccess: { bound: 'account', params: (_, { openAccessId }) => ({ accessId: openAccessId }) },
  readEmergencyAccess: { bound: 'account', params: (_, { openAccessId }) => ({ accessId: openAccessId }) },
  // Of whoever is invited: here, of those who are at home with the subjects.
  readMyInvitation: { bound: 'case' },
  signMyInvitation: { bound: 'case' },
  downloadCopy: { bound: 'account', params: (_, { copyId }) => ({ copyId }) },
  registerCopy: { bound: 'partnership', body: ({ meetingId }) => ({ meetingId, kind: 'agenda' }) },
  requestDisclosure: {
    bound: 'partnership',
    body: ({ meetingId }) => ({ ...requestDisclosure.example, meetingId, kind: 'agenda' }),
  },
  circulatePack: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  setMeetingRule: { bound: 'coordination' },
  loadPopulation: { bound: 'coordination' },
  draftReport: { bound: 'coordination' },
  checkReport: { bound: 'coordination', params: ({ reportId }) => ({ reportId }) },
  publishReport: { bound: 'coordination', params: ({ reportId }) => ({ reportId }) },
  discardReport: { bound: 'coordination', params: ({ reportId }) => ({ reportId }) },
  uploadImport: { bound: 'coordination' },
  readImportTemplate: { bound: 'nothing', query: { kind: 'people' } },
  confirmMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  moveMeeting: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  orderAgenda: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  publishAgenda: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  listAgendaCandidates: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  suggestAgendaOrder: { bound: 'coordination', params: ({ meetingId }) => ({ meetingId }) },
  listCarriedCase: {
    bound: 'coordination',
    params: ({ meetingId }) => ({ meetingId }),
    body: ({ caseId }) => ({ caseId }),
  },
}

/** Of a new contract with a parameter that nobody described here it says so, instead of leaving it untried. */
export function subjectOf(operation: Contract): Subject {
  const own = byOperation[operation.id]
  const names = Object.keys(operation.params)
  if (own) return own
  if (!names.length) return { bound: 'nothing' }
  const [name = ''] = names
  const subject = byParameter[name]
  if (!subject || names.length > 1)
    throw new Error(
      `${operation.id}: say in matrix-subjects.ts what ${names.map((each) => `:${each}`).join(', ')} names, and whose it is`,
    )
  return subject
}

/** The call of that operation on the subject of `owner`: the contract's own example, at a version that is not current, so that nothing moves. */
export function callOf(operation: Contract, arranged: Arranged, owner: MatrixActor): Call<Contract> {
  const { params, body, query } = subjectOf(operation)
  return {
    ...(query && { query: query as never }),
    ...(params && { params: params(arranged, owner) }),
    ...(operation.kind === 'command' &&
      operation.method !== 'DELETE' && { body: (body?.(arranged, owner) ?? operation.example) as never }),
    ...(operation.kind === 'command' && operation.conditional && { version: 99 }),
  }
}

/** The same call on ids that nobody has: what a refusal must be indistinguishable from. */
export function unknownCall(operation: Contract, arranged: Arranged, owner: MatrixActor): Call<Contract> {
  const call = callOf(operation, arranged, owner)
  const { params, body } = call as { params?: Record<string, string>; body?: Record<string, unknown> }
  if (params)
    return {
      ...call,
      params: Object.fromEntries(Object.keys(params).map((name) => [name, newId()])) as never,
    }
  const unknown = {
    ...body,
    ...('membershipId' in (body ?? {}) && { membershipId: newId() }),
    ...('meetingId' in (body ?? {}) && { meetingId: newId() }),
    ...('reference' in (body ?? {}) && { reference: 'EMP-2026-ZZZZZZ' }),
  }
  return { ...call, body: unknown as never }
}
