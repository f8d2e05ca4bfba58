import { listCases } from '@alongside/shared/cases/contract'
import type { Contract } from '@alongside/shared/contract'
import { listFlags } from '@alongside/shared/flags/contract'
import { listMeetings } from '@alongside/shared/meetings/contract'
import { endMembership, listMembers } from '@alongside/shared/partnerships/contract'
import {
  listReferrals,
  readReferral,
  startReferral,
  submitReferral,
} from '@alongside/shared/referrals/contract'
import {
  agreeSystem,
  changeSystem,
  declineSystem,
  endSecret,
  endSystem,
  listSystemCalls,
  listSystems,
  makeSecret,
  proposeSystem,
  readSystem,
} from '@alongside/shared/systems/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { givenCalendar, givenSubmitted, redAnswers } from '../../test/given.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import type { Call, Caller } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const given = givenSystems(world)
await givenCalendar(world)
const watched = ['systems', 'system_secrets', 'memberships', 'accounts', 'sessions']
const refusal = <C extends Contract>(caller: Caller, operation: C, call: Call<C>) =>
  refusalOf(world, watched, caller, operation, call)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await world.rows('DELETE FROM sign_in_delays')
})

describe('API-2 a system is asked for by its agency’s lead, and agreed to by the coordinator', () => {
  it('who hears of it, who may make its secrets, and that one is shown once', async () => {
    const proposed = await given.proposed({ scopes: ['flags:read'] })
    expect(proposed).toMatchObject({ state: 'proposed', inForce: false, ownerName: 'Sam Osei', secrets: [] })
    expect(await refusal(as.housing, makeSecret, { params: { systemId: proposed.id } })).toEqual([
      409,
      'system.wrong_state',
    ])
    await world.runJobs()
    const heard = (await done(as.coordinator, listNotifications)).items.filter(
      ({ subject }) => subject === 'system',
    )
    expect(heard).toMatchObject([{ kind: 'system_to_agree', subjectId: proposed.id }])

    const call = { params: { systemId: proposed.id }, version: proposed.version }
    expect(await done(as.coordinator, agreeSystem, call)).toMatchObject({
      state: 'agreed',
      inForce: true,
      decidedBy: 'Ada Quist',
    })
    await world.runJobs()
    expect((await done(as.housing, listNotifications)).items[0]).toMatchObject({ kind: 'system_agreed' })

    const made = await given.secretOf(proposed.id)
    expect(made).toMatchObject({ clientId: proposed.id, secret: expect.stringMatching(/^[\w-]{43}$/) })
    const read = await done(as.housing, readSystem, { params: { systemId: proposed.id } })
    expect(read.secrets).toMatchObject([{ hint: made.secret.slice(-4), lastUsedAt: null }])
    expect(JSON.stringify(read)).not.toContain(made.secret)
    const [kept] = await rows<{ row: string }>('SELECT x::text AS row FROM system_secrets x WHERE id = $1', [
      made.id,
    ])
    expect(kept!.row).not.toContain(made.secret)
  })

  it('nobody but a lead asks, nobody else’s colleague answers for it, nobody agrees to what they asked for', async () => {
    const body = { ...proposeSystem.example, ownerMembershipId: await given.placeOf('lettings') }
    expect(await refusal(as.lettings, proposeSystem, { body })).toEqual([403, 'system.not_the_lead'])
    expect(
      await refusal(as.housing, proposeSystem, {
        body: { ...body, ownerMembershipId: await given.placeOf('police') },
      }),
    ).toEqual([422, 'reference.unknown'])
    const own = await given.proposed({ by: 'coordinator' })
    for (const [operation, with_] of [
      [agreeSystem, {}],
      [declineSystem, { reason: 'I asked for it' }],
    ] as const)
      expect(
        await refusal(as.coordinator, operation as typeof declineSystem, {
          params: { systemId: own.id },
          version: own.version,
          body: with_ as { reason: string },
        }),
      ).toEqual([409, 'system.own_proposal'])
  })

  it('for a year at most, and from real blocks of addresses; every fault at once', async () => {
    const body = { ...proposeSystem.example, ownerMembershipId: await given.placeOf('housing') }
    const answer = await as.housing(proposeSystem, {
      body: { ...body, expiresOn: '2027-03-04', addresses: ['10.0.0.0/33', '203.0.113.0/24', 'fe80::/129'] },
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/expiresOn' }, { pointer: '/addresses/0' }, { pointer: '/addresses/2' }] },
    })
    expect(await refusal(as.housing, proposeSystem, { body: { ...body, expiresOn: '2026-03-02' } })).toEqual([
      400,
      'request.invalid',
    ])
  })

  it('ACC-6 it is its agency’s and the coordinator’s; to another agency it does not exist', async () => {
    const { id, version } = await given.agreed()
    for (const [operation, call] of [
      [readSystem, {}],
      [listSystemCalls, {}],
      [changeSystem, { version, body: { addresses: [] } }],
      [endSystem, { version, body: { reason: 'Not ours' } }],
      [makeSecret, {}],
    ] as const)
      expect(
        await refusal(as.police, operation as Contract, { params: { systemId: id }, ...call } as never),
      ).toEqual([404, 'not_found'])
    const idsFor = async (caller: Caller) =>
      (await done(caller, listSystems)).items.map((system) => system.id)
    expect(await idsFor(as.police)).not.toContain(id)
    expect(await idsFor(as.coordinator)).toContain(id)
  })

  it('what was agreed is only narrowed; its owner can be another', async () => {
    const { id, version } = await given.agreed({ scopes: ['flags:read', 'flags:confirm'] })
    const wider = { params: { systemId: id }, version, body: { scopes: ['flags:read', 'referrals:read'] } }
    expect(await refusal(as.housing, changeSystem, wider as never)).toEqual([400, 'request.invalid'])
    const ownerMembershipId = await given.placeOf('lettings')
    const changed = await done(as.housing, changeSystem, {
      params: { systemId: id },
      version,
      body: { scopes: ['flags:read'], ownerMembershipId },
    })
    expect(changed).toMatchObject({ scopes: ['flags:read'], ownerName: 'Lee Park' })
  })

  it('a system is no member, and no mail goes to it', async () => {
    await given.agreed()
    await world.runJobs()
    const { items } = await done(as.coordinator, listMembers)
    expect(items.filter(({ role }) => role === 'machine_client')).toEqual([])
    expect(world.services.mailer.caught().filter(({ to }) => to.endsWith('systems.invalid'))).toEqual([])
  })
})

describe('API-2 a system works under its agency’s grants, within its scopes, and on record', () => {
  it('REF-1 files a referral, follows it, and sees nothing of another agency’s', async () => {
    const { call, system } = await given.calling()
    const draft = await call(startReferral, {
      body: { answers: redAnswers(world) },
      key: 'the-first-of-march',
    })
    expect(draft.status).toBe(201)
    const { id, version } = draft.body
    const submitted = await call(submitReferral, { params: { referralId: id }, version, body: {} })
    expect(submitted).toMatchObject({ status: 200, body: { state: 'submitted' } })
    expect((await call(listReferrals)).body.items.map((referral) => referral.id)).toContain(id)
    expect((await call(listMeetings)).body.items.length).toBeGreaterThan(0)

    const other = await givenSubmitted(world, { by: 'police', agrees: ['lantern'] })
    expect(await call(readReferral, { params: { referralId: other.id } })).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })

    const { items } = await done(as.housing, listSystemCalls, { params: { systemId: system.id } })
    expect(items.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'system.token_given',
        'referral.started',
        'referral.submitted',
        'access.denied',
      ]),
    )
    const [audited] = await rows<{ name: string }>(
      `SELECT a.name FROM audit_events e JOIN accounts a ON a.id = e.account_id WHERE e.action = 'referral.submitted' AND e.subject_id = $1`,
      [id],
    )
    expect(audited!.name).toBe('Case system, answered for by Sam Osei')
  })

  it('a scope that it was not given: 403 with the challenge that names it; what is no system’s at all: 403', async () => {
    const { call } = await given.calling({ scopes: ['flags:read'] })
    expect((await call(listFlags)).status).toBe(200)
    expect(await call(listReferrals)).toMatchObject({
      status: 403,
      body: { code: 'access.scope_missing', scope: 'referrals:read' },
      challenge: 'Bearer realm="Alongside", error="insufficient_scope", scope="referrals:read"',
    })
    expect(await call(listCases)).toMatchObject({ status: 403, body: { code: 'access.not_permitted' } })
  })

  it('a token narrowed by its own asking is no wider', async () => {
    const { call } = await given.calling({}, 'flags:read')
    expect((await call(listFlags)).status).toBe(200)
    expect((await call(listReferrals)).body).toMatchObject({ code: 'access.scope_missing' })
  })

  it('a token claims no more than what it was signed for: without scopes it may do nothing', async () => {
    const { system } = await given.calling()
    const [row] = await rows<{ account_id: string; membership_id: string; session: string }>(
      `SELECT m.account_id, m.id AS membership_id, t.id AS session FROM systems s JOIN memberships m ON m.id = s.membership_id
        JOIN sessions t ON t.account_id = m.account_id WHERE s.id = $1 ORDER BY t.created_at DESC LIMIT 1`,
      [system.id],
    )
    const unlimited = world.app.jwt.sign({
      sessionId: row!.session,
      accountId: row!.account_id,
      role: 'machine_client',
      membershipId: row!.membership_id,
      partnershipId: world.partnershipId,
      agencyId: world.agencies.housing,
      until: Date.parse(clock.now()) / 1000 + 600,
    })
    expect((await given.bearing(unlimited)(listFlags)).body).toMatchObject({ code: 'access.scope_missing' })
  })
})

describe('API-2 what a system rests on, it falls with at once', () => {
  const gone = {
    status: 401,
    body: { code: 'session.required' },
    challenge: 'Bearer realm="Alongside", error="invalid_token"',
  }
  const noToken = {
    status: 401,
    body: { error: 'invalid_client' },
    challenge: expect.stringMatching(/^Basic /),
  }

  it('two secrets while one replaces the other; an ended one is good for nothing, nor are its tokens', async () => {
    const first = await given.calling()
    const second = await given.secretOf(first.system.id)
    expect(await refusal(as.housing, makeSecret, { params: { systemId: first.system.id } })).toEqual([
      409,
      'system.two_secrets',
    ])
    expect((await given.token(second)).status).toBe(200)
    const params = { systemId: first.system.id, secretId: first.id }
    await done(as.housing, endSecret, { params })
    expect(await first.call(listFlags)).toMatchObject(gone)
    expect(await given.token(first)).toMatchObject(noToken)
    expect((await given.token(second)).status).toBe(200)
    expect((await done(as.housing, endSecret, { params })).secrets.map(({ id }) => id)).toEqual([second.id])
    const nobodys = { params: { ...params, secretId: first.system.id } }
    expect(await refusal(as.housing, endSecret, nobodys)).toEqual([404, 'not_found'])
    const { secrets } = await done(as.housing, readSystem, { params: { systemId: first.system.id } })
    expect(secrets.map(({ id, lastUsedAt }) => [id, Date.parse(lastUsedAt ?? '')])).toEqual([
      [second.id, Date.parse(clock.now())],
    ])
  })

  it('two secrets at most, also when twelve are made at once', async () => {
    const system = await given.agreed()
    const params = { systemId: system.id }
    const asked = Array.from({ length: 12 }, () => as.housing(makeSecret, { params }))
    const answers = (await Promise.all(asked)).map(({ status }) => status).sort()
    expect(answers).toEqual([201, 201, ...Array<number>(10).fill(409)])
  })

  it('the coordinator ends it', async () => {
    const made = await given.calling()
    const { version } = await done(as.coordinator, readSystem, { params: { systemId: made.system.id } })
    const ending = { params: { systemId: made.system.id }, version, body: { reason: 'It was stolen' } }
    expect(await done(as.coordinator, endSystem, ending)).toMatchObject({
      state: 'ended',
      inForce: false,
      endedFor: 'It was stolen',
      secrets: [],
    })
    expect(await made.call(listFlags)).toMatchObject(gone)
    expect(await given.token(made)).toMatchObject(noToken)
  })

  it('its tokens end after 15 minutes, and it after its last day', async () => {
    const made = await given.calling({ expiresOn: '2026-03-09' })
    clock.set('2026-03-02T09:15:01Z')
    expect(await made.call(listFlags)).toMatchObject(gone)
    clock.set('2026-03-09T23:50:00Z')
    expect(await given.token(made)).toMatchObject({ status: 200, body: { expires_in: 600 } })
    clock.set('2026-03-10T00:00:01Z')
    expect(await given.token(made)).toMatchObject(noToken)
    expect(await done(as.housing, readSystem, { params: { systemId: made.system.id } })).toMatchObject({
      expiresOn: '2026-03-09',
      inForce: false,
    })
  })

  it('ACC-5 its agency’s protocol lapses', async () => {
    const made = await given.calling()
    const [before] = await rows<{ standing_until: string }>(
      'SELECT standing_until FROM agencies WHERE id = $1',
      [world.agencies.housing],
    )
    await rows('UPDATE agencies SET standing_until = $2 WHERE id = $1', [world.agencies.housing, clock.now()])
    expect(await made.call(listFlags)).toMatchObject({ status: 403, body: { code: 'agreement.unsigned' } })
    expect(await given.token(made)).toMatchObject(noToken)
    await rows('UPDATE agencies SET standing_until = $2 WHERE id = $1', [
      world.agencies.housing,
      before!.standing_until,
    ])
    expect((await given.token(made)).status).toBe(200)
  })

  it('whoever answers for it leaves: no more tokens until another is named', async () => {
    const made = await given.calling({ by: 'drugs' })
    const owner = await given.placeOf('drugs')
    await done(as.coordinator, endMembership, { params: { memberId: owner }, body: { reason: 'Moved on' } })
    expect(await given.token(made)).toMatchObject(noToken)
    await rows('UPDATE memberships SET ended_at = NULL WHERE id = $1', [owner])
    expect((await given.token(made)).status).toBe(200)
  })

  it('from the addresses that it named and from nowhere else', async () => {
    const made = await given.connected({ addresses: ['203.0.113.0/24', '2001:db8::/48'] })
    expect(await given.token(made)).toMatchObject(noToken)
    for (const from of ['203.0.113.7', '2001:db8::9', '::ffff:203.0.113.7']) {
      const { status, body } = await given.token(made, undefined, from)
      expect([from, status]).toEqual([from, 200])
      const token = String(body.access_token)
      expect((await given.bearing(token, from)(listFlags)).status).toBe(200)
      expect(await given.bearing(token, '198.51.100.1')(listFlags)).toMatchObject(gone)
    }
  })
})
