import {
  callEmergencyMeeting,
  logContact,
  planEmergency,
  readContacts,
} from '@alongside/shared/emergency/contract'
import { confirmOnCall, readOnCall, saveOnCall } from '@alongside/shared/oncall/contract'
import { endMembership, listMembers } from '@alongside/shared/partnerships/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withTransaction } from '../db/pool.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { openSession } from '../sessions/queries.ts'
import { isOnCall } from './queries.ts'

const night = '2026-03-02T23:40:00Z'
const world = await openEastmarsh(night)
const { as, agencies, rows, clock } = world
await givenCalendar(world)
beforeEach(() => clock.set(night))
afterEach(async () => {
  for (const table of ['contact_attempts', 'on_call', 'on_call_lists']) await rows(`DELETE FROM ${table}`)
})

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const nights = {
  name: 'Duty manager',
  telephone: '07700 900123',
  days: everyDay,
  from: '17:00',
  until: '09:00',
}
const office = {
  name: 'The office',
  telephone: '01632 960001',
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  until: '17:00',
}
const save = (who: PersonName, entries: object[], version = 0) =>
  done(as[who], saveOnCall, { version, body: { entries: entries as (typeof nights)[] } })
const listOf = async (agencyId: string, who: PersonName = 'outreach') =>
  (await done(as[who], readOnCall)).items.find((list) => list.agencyId === agencyId)!
const refusal = (who: PersonName, ...asked: [typeof saveOnCall | typeof confirmOnCall, object]) =>
  refusalOf(world, ['on_call', 'on_call_lists'], as[who], asked[0] as never, asked[1] as never)

describe('MTG-5 the on-call list', () => {
  it('is written by each agency’s lead, in the order in which one rings, and every colleague sees who answers now', async () => {
    const saved = await save('housing', [nights, office])
    expect(saved).toMatchObject({
      agencyId: agencies.housing,
      version: 1,
      checkedAt: night,
      checkAgainOn: '2026-06-02',
      entries: [
        { ...nights, answersNow: true },
        { ...office, answersNow: false },
      ],
    })
    expect(await listOf(agencies.housing)).toMatchObject({ entries: saved.entries })
    clock.set('2026-03-03T09:00:00Z')
    expect((await listOf(agencies.housing)).entries.map(({ answersNow }) => answersNow)).toEqual([
      false,
      true,
    ])
    expect(await listOf(agencies.police)).toMatchObject({ version: 0, checkedAt: null, entries: [] })
  })

  it('is its own agency’s alone to keep, and its lead’s; a second change that does not know of the first changes nothing', async () => {
    await save('housing', [nights])
    expect(await refusal('housing', saveOnCall, { version: 0, body: { entries: [office] } })).toEqual([
      412,
      'version.stale',
    ])
    expect(await refusal('outreach', saveOnCall, { version: 0, body: { entries: [office] } })).toEqual([
      403,
      'access.not_permitted',
    ])
    expect((await save('police', [office])).agencyId).toBe(agencies.police)
    expect((await listOf(agencies.housing)).entries).toMatchObject([nights])
    const answers = await Promise.all(
      [office, nights].map((entry) => as.housing(saveOnCall, { version: 1, body: { entries: [entry] } })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
  })

  it('names a member of that agency where it likes, and no longer counts one who has left', async () => {
    const { items: members } = await done(as.housing, listMembers)
    const place = (email: string) => members.find((member) => member.email === email)!
    const [own, foreign] = [place('lettings@alongside.example'), place(emailOf('police'))]
    const entry = (membershipId: string) => ({ ...nights, membershipId })
    expect(
      await refusal('housing', saveOnCall, { version: 0, body: { entries: [office, entry(foreign.id)] } }),
    ).toEqual([422, 'reference.unknown'])
    await save('housing', [entry(own.id)])
    const session = (await openSession(world.services.pools.identity, own.accountId, night))!.actor
    const asks = (agencyId: string, at: string) =>
      withTransaction(
        world.services.pools.app,
        {
          text: 'SELECT app.enter($1, $2, $3, false, $4)',
          values: [session.sessionId, session.membershipId, session.role, night],
        },
        (tx) => isOnCall(tx, { accountId: own.accountId, agencyId }, at),
      )
    expect(await asks(agencies.housing, night)).toBe(true)
    expect(await asks(agencies.housing, '2026-03-03T12:00:00Z')).toBe(false)
    expect(await asks(agencies.police, night)).toBe(false)
    await done(as.coordinator, endMembership, { params: { memberId: own.id }, body: { reason: 'Left' } })
    expect((await listOf(agencies.housing)).entries).toMatchObject([{ accountId: null, answersNow: false }])
    await rows('UPDATE memberships SET ended_at = NULL WHERE id = $1', [own.id])
  })

  it('that leaves a weekend to nobody says so on My work of who keeps it, before it comes, and to nobody else', async () => {
    const gaps = async (who: PersonName) => (await done(as[who], readMyWork)).onCallGaps
    expect(await gaps('housing')).toEqual([])
    await save('housing', [office])
    expect(await gaps('housing')).toEqual([{ from: '2026-03-06T17:00:00Z', until: '2026-03-09T09:00:00Z' }])
    for (const who of ['outreach', 'coordinator', 'police'] as const) expect(await gaps(who)).toEqual([])
    await save('housing', [office, { ...office, days: [6, 7] }, nights], 1)
    expect(await gaps('housing')).toEqual([])
    // Whoever has left answers no more.
    await rows(
      'UPDATE on_call SET membership_id = (SELECT m.id FROM memberships m JOIN accounts a ON a.id = m.account_id WHERE a.email = $1 LIMIT 1)',
      [emailOf('police')],
    )
    expect((await gaps('housing')).length).toBeGreaterThan(0)
  })

  it('is asked for a quarter after it was last checked, once, of its agency’s leads; one tap confirms it', async () => {
    await save('housing', [nights])
    const told = async (who: PersonName) =>
      (await done(as[who], listNotifications)).items.filter(({ kind }) => kind === 'on_call_to_check').length
    clock.set('2026-06-01T22:59:00Z')
    await world.runJobs()
    expect(await told('housing')).toBe(0)
    clock.set('2026-06-01T23:00:00Z')
    await world.runJobs()
    await world.runJobs()
    expect([await told('housing'), await told('police'), await told('outreach')]).toEqual([1, 0, 0])
    expect((await done(as.housing, confirmOnCall, { version: 1, body: {} })).checkAgainOn).toBe('2026-09-02')
    await world.runJobs()
    expect(await told('housing')).toBe(1)
  })

  it('is not confirmed while nobody stands on it', async () => {
    expect(await refusal('housing', confirmOnCall, { version: 0, body: {} })).toEqual([409, 'on_call.empty'])
  })

  it.each([
    ['a telephone that is none', { telephone: 'ring Lee' }],
    ['a day that is none', { days: [0] }],
    ['no day', { days: [] }],
    ['an hour that is none', { from: '24:00' }],
  ])('takes no entry with %s', async (_, wrong) => {
    const body = { entries: [{ ...nights, ...wrong }] }
    expect(await refusal('housing', saveOnCall, { version: 0, body })).toEqual([400, 'request.invalid'])
  })
})

describe('MTG-5 an emergency call', () => {
  const called = async () => {
    const { id: referralId } = await givenSubmitted(world)
    const [housing] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
      emailOf('housing'),
    ])
    const meeting = await done(as.coordinator, callEmergencyMeeting, {
      params: { referralId },
      body: { people: [housing!.id], mode: 'phone', where: 'The conference line' },
    })
    return { referralId, params: { meetingId: meeting.id } }
  }

  it('lists who answers now, of agencies that may see the case alone, and when each list was checked', async () => {
    await save('housing', [nights, office])
    await save('police', [nights])
    const { referralId } = await called()
    const plan = await done(as.coordinator, planEmergency, { params: { referralId } })
    const housing = plan.agencies.find(({ agencyId }) => agencyId === agencies.housing)!
    expect(housing).toMatchObject({
      onCallCheckedAt: night,
      onCall: [{ name: 'Duty manager', telephone: '07700 900123' }],
    })
    expect(plan.agencies.find(({ agencyId }) => agencyId === agencies.health)).toMatchObject({
      onCallCheckedAt: null,
      onCall: [],
    })
    expect(JSON.stringify(plan.agencies)).not.toContain(agencies.police)
  })

  it('logs each try at who is on call, who needs no account; of other agencies there is nobody to try', async () => {
    const [own] = (await save('housing', [nights])).entries
    const [foreign] = (await save('police', [nights])).entries
    const { params } = await called()
    const attempt = (onCallId: string) => ({
      params,
      body: { onCallId, how: 'phone', answer: 'no_answer' } as const,
    })
    await done(as.coordinator, logContact, attempt(own!.id))
    await save('housing', [office], 1)
    const contacts = await done(as.coordinator, readContacts, { params })
    // What was tried stays, though the list has changed since.
    expect(contacts.onCall).toMatchObject([
      {
        onCallId: own!.id,
        agencyId: agencies.housing,
        name: 'Duty manager',
        answersNow: false,
        attempts: [{ answer: 'no_answer' }],
      },
    ])
    const tried = (call: object) =>
      refusalOf(world, ['contact_attempts'], as.coordinator, logContact, call as never)
    expect(await tried(attempt(foreign!.id))).toEqual([422, 'reference.unknown'])
    expect(await tried({ params, body: { how: 'phone', answer: 'joins' } })).toEqual([400, 'request.invalid'])
  })
})
