import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import {
  agreeInvitation,
  declineInvitation,
  type GuestInvitation,
  listInvitations,
  proposeGuest,
  proposeObserver,
  readMyInvitation,
  signMyInvitation,
  withdrawInvitation,
} from '@alongside/shared/guests/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { closeItem, contribute, deferItem, readItem } from '@alongside/shared/room/contract'
import { readSession } from '@alongside/shared/sessions/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { consentTo } from '../demo/answers.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { type Call, type Caller, callerAs } from '../in-process.ts'
import { moveSession, openSession } from '../sessions/queries.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
const meetings = await givenMeetings(world)
const noor = { ...proposeGuest.example, email: 'noor@refuge.example' }
const watched = [
  'guest_invitations',
  'memberships',
  'accounts',
  'sharing_grants',
  'contributions',
  'meeting_signatures',
]
const refusal = <C extends Contract>(caller: Caller, operation: C, call: Call<C>) =>
  refusalOf(world, watched, caller, operation, call)

let item: ListedCase
beforeEach(async () => {
  world.clock.set('2026-03-02T09:00:00Z')
  await rows(`DELETE FROM sharing_grants WHERE basis = 'invitation'`)
  await rows('UPDATE contributions SET guest_invitation_id = NULL')
  await rows('DELETE FROM guest_invitations')
  await rows(
    `UPDATE memberships SET ended_at = '2026-03-02T09:00:00Z' WHERE role IN ('guest', 'observer') AND ended_at IS NULL`,
  )
  await meetings.startOver()
  item = await meetings.listed()
})

const propose = (email = noor.email, at = item) =>
  done(as.housing, proposeGuest, { params: { itemId: at.itemId }, body: { ...noor, email } })
const agree = ({ id, version }: GuestInvitation) =>
  done(as.coordinator, agreeInvitation, { params: { invitationId: id }, version, body: {} })

/** Proposed, agreed, signed in by the place that was made for her, and signed. */
async function invited(
  email = noor.email,
  at = item,
): Promise<{ guest: Caller; invitation: GuestInvitation }> {
  const invitation = await agree(await propose(email, at))
  const guest = await world.signIn(email)
  await done(guest, signMyInvitation, { body: { agreed: true } })
  return { guest, invitation }
}

it('GST-1 a guest is proposed by a member, agreed by the coordinator, invited by mail, and sees her one item once she has signed', async () => {
  const proposed = await propose()
  expect(proposed).toMatchObject({ state: 'proposed', proposingAgencyName: 'Harbour Homes' })
  await world.runJobs()
  const agreed = await agree(proposed)
  expect(agreed).toMatchObject({ state: 'agreed', decidedBy: 'Ada Quist', signedAt: null })
  await world.runJobs()
  const mail = world.services.mailer.caught().find(({ to }) => to === noor.email)
  expect(mail?.text).toMatch(/\/invitation#\S+/)
  expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Noor|Rosa|EMP-/)

  const guest = await world.signIn(noor.email)
  expect(await done(guest, readMyInvitation)).toMatchObject({
    kind: 'guest',
    signedByMe: false,
    item: { open: false },
  })
  expect(await guest(readItem, { params: { itemId: item.itemId } })).toMatchObject({
    status: 403,
    body: { code: 'meeting.confidentiality_unsigned' },
  })
  expect(await done(guest, signMyInvitation, { body: { agreed: true } })).toMatchObject({
    signedByMe: true,
    item: { id: item.itemId, open: true },
  })
  const seen = await done(guest, readItem, { params: { itemId: item.itemId } })
  expect(seen).toMatchObject({ position: 1, basisInForce: true, asks: null, carried: [] })
  const trail = await rows(`SELECT basis FROM audit_events WHERE role = 'guest' AND action = 'item.read'`)
  expect(trail.at(-1)).toEqual({ basis: 'invitation' })
})

it('GST-1 what a guest says stands under her own name and organisation', async () => {
  const { guest } = await invited()
  await meetings.open(item.meetingId)
  const said = await done(guest, contribute, {
    params: { itemId: item.itemId },
    body: { words: 'She trusts the nurse.' },
  })
  expect(said.contributions).toMatchObject([
    { by: 'Noor Aziz', agencyName: 'Refuge', words: 'She trusts the nurse.' },
  ])
  const forOthers = await guest(contribute, {
    params: { itemId: item.itemId },
    body: { words: 'For another', agencyId: world.agencies.police },
  })
  expect(forOthers.status).toBe(403)
})

it.each([
  ['discussed', closeItem, {}],
  ['deferred', deferItem, { reason: 'Her worker is ill' }],
] as const)(
  'GST-1 it ends with the item: once %s the guest is out with the next request',
  async (_, end, body) => {
    const { guest } = await invited()
    await meetings.open(item.meetingId)
    const { version } = await meetings.itemOf(item)
    await done(as.chair, end, { params: { itemId: item.itemId }, version, body: body as never })
    expect(await guest(readItem, { params: { itemId: item.itemId } })).toMatchObject({ status: 401 })
    expect(await guest(readSession)).toMatchObject({ status: 401 })
    const [listed] = (await done(as.housing, listInvitations, { params: { meetingId: item.meetingId } }))
      .items
    expect(listed).toMatchObject({ state: 'ended' })
  },
)

it('GST-1 an invitation taken back closes at once', async () => {
  const { guest, invitation } = await invited()
  const body = { reason: 'Another comes instead' }
  await done(as.coordinator, withdrawInvitation, {
    params: { invitationId: invitation.id },
    version: invitation.version,
    body,
  })
  expect(await guest(readItem, { params: { itemId: item.itemId } })).toMatchObject({ status: 401 })
})

it('CON-3 ACC-3 consent withdrawn closes the item to the guest too, and a new basis opens it again', async () => {
  const { guest } = await invited()
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [item.caseId])
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'She said so' },
  })
  expect((await guest(readItem, { params: { itemId: item.itemId } })).status).toBe(404)
  expect(await done(guest, readMyInvitation)).toMatchObject({ item: { open: false } })
  expect(
    await refusal(as.coordinator, proposeGuest, {
      params: { itemId: item.itemId },
      body: { ...noor, email: 'b@c.example' },
    }),
  ).toEqual([409, 'item.basis_missing'])
  const { given: body = {} } = consentTo([world.agencies.lantern, world.agencies.housing], {
    givenOn: '2026-03-02',
    until: '2027-03-01',
  }) as { given?: object }
  await done(as.outreach, recordConsent, { params: { caseId: item.caseId }, body: body as never })
  expect((await guest(readItem, { params: { itemId: item.itemId } })).status).toBe(200)
})

it.each([
  [
    'to somebody invited already',
    async (): Promise<void> => void (await propose()),
    noor.email,
    [409, 'guest.invited'],
  ],
  [
    'to somebody whose agency sees the case',
    async (): Promise<void> => undefined,
    'health@alongside.example',
    [409, 'guest.not_invitable'],
  ],
  [
    'once the case is discussed',
    async (): Promise<void> => {
      await meetings.open(item.meetingId)
      await meetings.discuss(item)
    },
    noor.email,
    [409, 'item.closed'],
  ],
  [
    'once the meeting is closed',
    async (): Promise<void> => {
      await meetings.open(item.meetingId)
      await meetings.discuss(item)
      await meetings.close(item.meetingId)
    },
    noor.email,
    [409, 'meeting.wrong_state'],
  ],
] as const)(
  'GST-1 a guest is not proposed %s, and nothing changes',
  async (_, given: () => Promise<void>, email, expected) => {
    await given()
    expect(
      await refusal(as.housing, proposeGuest, { params: { itemId: item.itemId }, body: { ...noor, email } }),
    ).toEqual([...expected])
  },
)

const accountOf = async (email: string) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email]))[0]?.id ?? ''

/** A worker of an agency, in the place that her invitation made for her, signed. */
async function asGuest(email: string): Promise<Caller> {
  const { identity } = world.services.pools
  const account = await accountOf(email)
  const [place] = await rows<{ id: string }>(
    `SELECT id FROM memberships WHERE account_id = $1 AND role = 'guest' AND ended_at IS NULL`,
    [account],
  )
  const session = await openSession(identity, account, world.clock.now())
  const actor = await moveSession(identity, session!.actor, place!.id, world.clock.now())
  const guest = callerAs(world.app, actor!)
  await done(guest, signMyInvitation, { body: { agreed: true } })
  return guest
}
const refuses = (body: object) =>
  done(as.outreach, recordLimit, {
    params: { caseId: item.caseId },
    body: { saidOn: '2026-03-02', ...body } as never,
  })
const refusesPolice = () => refuses({ kind: 'agency', agencyId: world.agencies.police })
const refusesNoor = async () =>
  refuses({
    kind: 'worker',
    agencyId: world.agencies.housing,
    accountId: await accountOf(noor.email),
  })

it.each([
  ['whose agency she refuses', emailOf('constable'), refusesPolice],
  ['whom she refuses in person', noor.email, refusesNoor],
] as const)(
  'ACC-8 GST-1 the item closes at once to a guest %s, and the coordinator sees that the guest steps out',
  async (_, email, no) => {
    item = await meetings.listed({ refuses: [] })
    await meetings.sign(item.meetingId, 'coordinator')
    await agree(await propose(email))
    await world.runJobs()
    const guest = email === noor.email ? await world.signIn(email) : await asGuest(email)
    if (email === noor.email) await done(guest, signMyInvitation, { body: { agreed: true } })
    expect((await guest(readItem, { params: { itemId: item.itemId } })).status).toBe(200)
    const before = (await meetings.itemOf(item, 'coordinator')).stepOut
    expect(before.filter((one) => one.guest)).toEqual([])
    await no()
    expect((await guest(readItem, { params: { itemId: item.itemId } })).status).toBe(404)
    expect(await done(guest, readMyInvitation)).toMatchObject({ item: { open: false } })
    const { stepOut } = await meetings.itemOf(item, 'coordinator')
    expect(stepOut.filter((one) => one.guest)).toMatchObject([
      { accountId: await accountOf(email), why: email === noor.email ? 'shut_out' : 'refused' },
    ])
  },
)

it.each([
  ['Eastmarsh Police', 'somebody@new.example'],
  ['The  \u0415astmarsh police, CID', 'somebody@new.example'],
  ['A refuge', 'somebody@eastmarsh-police.example'],
])(
  'ACC-8 who is said to be of an agency that she refuses is not let in as a guest: %s, %s',
  async (organisation, email) => {
    item = await meetings.listed({ refuses: [] })
    const ask = { params: { itemId: item.itemId }, body: { ...noor, email, organisation } }
    const proposed = await done(as.housing, proposeGuest, ask)
    await refusesPolice()
    const shown = async (who: 'coordinator' | 'housing') =>
      (await done(as[who], listInvitations, { params: { meetingId: item.meetingId } })).items[0]?.refused
    expect([await shown('coordinator'), await shown('housing')]).toEqual([true, false])
    const params = { invitationId: proposed.id }
    expect(
      await refusal(as.coordinator, agreeInvitation, { params, version: proposed.version, body: {} }),
    ).toEqual([409, 'guest.not_invitable'])
    await rows('DELETE FROM guest_invitations')
    expect(await refusal(as.housing, proposeGuest, ask)).toEqual([409, 'guest.not_invitable'])
  },
)

it('ACC-8 ACC-9 a guest who is said to be of an agency that she refuses since is out with the next request, and is asked out', async () => {
  item = await meetings.listed({ refuses: [] })
  await meetings.sign(item.meetingId, 'coordinator')
  const body = { ...noor, organisation: 'Eastmarsh Police' }
  await agree(await done(as.housing, proposeGuest, { params: { itemId: item.itemId }, body }))
  const guest = await world.signIn(noor.email)
  await done(guest, signMyInvitation, { body: { agreed: true } })
  await done(guest, readItem, { params: { itemId: item.itemId } })
  await refusesPolice()
  expect((await guest(readItem, { params: { itemId: item.itemId } })).status).toBe(404)
  const { stepOut } = await done(as.coordinator, readItem, { params: { itemId: item.itemId } })
  expect(stepOut.filter((one) => one.guest)).toMatchObject([
    { accountId: await accountOf(noor.email), why: 'refused' },
  ])
})

it('ACC-8 who lets a guest in reads what she refuses, and says how it is known that the guest is of no agency that she does', async () => {
  item = await meetings.listed()
  await refuses({ kind: 'purpose', purpose: 'immigration_enforcement' })
  const body = { ...noor, organisation: 'Northgate Police Museum' }
  const { id, version } = await done(as.housing, proposeGuest, { params: { itemId: item.itemId }, body })
  const [waiting] = (await done(as.coordinator, listInvitations, { params: { meetingId: item.meetingId } }))
    .items
  expect(waiting).toMatchObject({
    refused: false,
    mayBeOf: ['Eastmarsh Police'],
    herNoes: [{ what: 'immigration enforcement' }],
  })
  const noesRead = waiting?.herNoes.map(({ limitId }) => limitId) ?? []
  const agreeing = (said: object) => ({ params: { invitationId: id }, version, body: said })
  const answers = [{}, { noesRead: [item.caseId] }, { noesRead }]
  const refused: unknown[] = []
  for (const said of answers) refused.push(await refusal(as.coordinator, agreeInvitation, agreeing(said)))
  expect(refused).toEqual([
    [409, 'guest.noes_unread'],
    [422, 'reference.unknown'],
    [409, 'guest.may_be_refused'],
  ])
  const agreed = await done(
    as.coordinator,
    agreeInvitation,
    agreeing({ noesRead, notOf: 'I rang the museum' }),
  )
  expect(agreed).toMatchObject({ state: 'agreed', decidedFor: 'I rang the museum', mayBeOf: [], herNoes: [] })
})

it('ACC-8 ACC-6 whom she refuses is not invited, nor agreed to, by the answer that anybody gets who cannot be', async () => {
  item = await meetings.listed({ refuses: [] })
  const proposed = await propose(emailOf('constable'))
  await refusesPolice()
  const params = { invitationId: proposed.id }
  expect(
    await refusal(as.coordinator, agreeInvitation, { params, version: proposed.version, body: {} }),
  ).toEqual([409, 'guest.not_invitable'])
  const body = { ...noor, email: emailOf('police') }
  expect(await refusal(as.housing, proposeGuest, { params: { itemId: item.itemId }, body })).toEqual([
    409,
    'guest.not_invitable',
  ])
})

it('GST-1 the coordinator decides once, at the version that she read', async () => {
  const { id, version } = await propose()
  const params = { invitationId: id }
  expect(await refusal(as.coordinator, agreeInvitation, { params, version: version + 1, body: {} })).toEqual([
    412,
    'version.stale',
  ])
  expect(await refusal(as.housing, agreeInvitation, { params, version, body: {} })).toEqual([
    403,
    'access.not_permitted',
  ])
  const declined = await done(as.coordinator, declineInvitation, {
    params,
    version,
    body: { reason: 'Not needed' },
  })
  expect(declined).toMatchObject({ state: 'declined', decidedFor: 'Not needed' })
  expect(
    await refusal(as.coordinator, agreeInvitation, { params, version: declined.version, body: {} }),
  ).toEqual([409, 'guest.wrong_state'])
})

it('ACC-6 an agency without a grant learns of no guest', async () => {
  await propose()
  expect((await done(as.police, listInvitations, { params: { meetingId: item.meetingId } })).items).toEqual(
    [],
  )
  expect(
    (await done(as.health, listInvitations, { params: { meetingId: item.meetingId } })).items,
  ).toHaveLength(1)
})

it('GST-1 an observer signs, sits in and sees no paper', async () => {
  const body = { ...noor, email: 'tom@college.example' }
  await agree(await done(as.housing, proposeObserver, { params: { meetingId: item.meetingId }, body }))
  const observer = await world.signIn(body.email)
  expect(await done(observer, readMyInvitation)).toMatchObject({ kind: 'observer', item: null })
  await done(observer, signMyInvitation, { body: { agreed: true } })
  expect((await observer(readItem, { params: { itemId: item.itemId } })).status).toBe(404)
})
