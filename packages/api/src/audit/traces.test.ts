import { findSearches, searchAudit } from '@alongside/shared/audit/contract'
import { listCases, readCase, readCaseAccess, searchCases } from '@alongside/shared/cases/contract'
import { askEmergencyAccess } from '@alongside/shared/emergency-access/contract'
import { findMatches, listReferrals } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { callerAs } from '../in-process.ts'
import { openSession } from '../sessions/queries.ts'

const world = await openEastmarsh('2026-03-31T08:00:00Z')
const { as, rows, clock, services } = world
const { id: referralId, caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
const [file] = await rows<{ reference: string }>('SELECT reference FROM cases WHERE id = $1', [caseId])
const reference = file?.reference ?? ''
const reason = 'She is in A&E now, unconscious, and we need to know her allergies.'
const whoLookedFor = async (q: string) => (await done(as.coordinator, findSearches, { body: { q } })).items
const others = async (q: string) => (await whoLookedFor(q)).filter(({ found }) => found !== null)

it('ACC-11 a search for a name that finds nobody leaves who looked, when and from where, and the name nowhere', async () => {
  await done(as.constable, searchCases, { body: { q: 'Wilhelmina Sorrow' } })
  expect(await others('Wilhelmina')).toEqual([
    {
      id: expect.any(String),
      at: '2026-03-31T08:00:00Z',
      accountId: expect.any(String),
      name: 'PC Dana Frost',
      agencyName: expect.stringContaining('Police'),
      role: 'practitioner',
      action: 'case.listed',
      found: false,
      fits: [{ word: 'wilhelmina', fit: 'spelt' }],
      caseId: null,
      fromAddress: '127.0.0.1',
    },
  ])
  const [kept] = await rows<{ text: string }>(`SELECT string_agg(e::text, '') AS text FROM audit_events e`)
  expect(kept?.text).not.toMatch(/wilhelmina|sorrow/i)
})

it('ACC-11 a beginning, a slip of the pen and a sound are found as such; another name is not', async () => {
  await done(as.midwife, searchCases, { body: { q: 'Wilhe' } })
  await done(as.housing, searchCases, { body: { q: 'Wilhelmena' } })
  const found = await others('Wilhelmina')
  expect(found.map(({ fits }) => fits[0]?.fit)).toEqual(['alike', 'begun', 'spelt'])
  expect(await others('Bartholomew')).toEqual([])
})

it('ACC-11 every way to look for her counts: by reference with and without a hit, by date of birth, by own number', async () => {
  await done(as.midwife, searchCases, { body: { q: reference.toLowerCase() } })
  await done(as.constable, searchCases, { body: { q: reference } })
  expect((await others(reference)).map(({ name, found }) => [name, found])).toEqual([
    ['PC Dana Frost', false],
    ['Bernie Cole', true],
  ])
  await done(as.housing, searchCases, { body: { q: '02/03/1971' } })
  expect(await others('1971-03-02')).toMatchObject([{ fits: [{ word: '1971-03-02', fit: 'spelt' }] }])
  await done(as.police, listReferrals, { query: { externalReference: 'NICHE-4711' } })
  expect(await others('NICHE-4711')).toMatchObject([{ action: 'referral.listed', found: false }])
})

it('ACC-11 emergency access by a reference is on record, also where there is no such case', async () => {
  const unknown = 'EMP-2026-2ZZZZ'
  expect((await as.police(askEmergencyAccess, { body: { reference: unknown, reason } })).status).toBe(404)
  expect(await others(unknown)).toMatchObject([{ action: 'access.denied', found: false }])
  await done(as.police, askEmergencyAccess, { body: { reference, reason } })
  expect((await others(reference))[0]).toMatchObject({
    action: 'emergency_access.asked',
    found: true,
    caseId,
  })
})

it('ACC-11 the search for her other files at triage looks for her names', async () => {
  const [sealed] = await rows<{ identity: Buffer; id: string; wrapped: Buffer }>(
    'SELECT c.identity, k.id, k.wrapped FROM cases c JOIN data_keys k ON k.id = c.data_key_id WHERE c.id = $1',
    [caseId],
  )
  const { name } = services.vault.open<{ name: string }>(sealed!, 'identity', sealed!.identity)
  await done(as.coordinator, findMatches, { params: { referralId } })
  expect(
    (await others(name)).some(({ action, accountId }) => action.startsWith('referral.') && accountId),
  ).toBe(true)
})

it('ACC-11 a system of an agency that looks by a number is on record as that system', async () => {
  const session = (await openSession(
    services.pools.identity,
    (
      await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf('police')])
    )[0]!.id,
    clock.now(),
  ))!.actor
  await rows(`UPDATE memberships SET role = 'machine_client' WHERE id = $1`, [session.membershipId])
  const system = callerAs(world.app, {
    ...session,
    role: 'machine_client',
    limits: { scopes: ['referrals:read'], addresses: [] },
  })
  await done(system, listReferrals, { query: { externalReference: 'NICHE-0815' } })
  await rows(`UPDATE memberships SET role = 'lead_member' WHERE id = $1`, [session.membershipId])
  expect(await others('NICHE-0815')).toMatchObject([{ role: 'machine_client' }])
})

it('ACC-11 asking who looked is on record, and for the coordinator alone', async () => {
  await whoLookedFor('Ermintrude')
  expect(await whoLookedFor('Ermintrude')).toMatchObject([{ action: 'audit.searches_read', found: null }])
  expect((await as.police(findSearches, { body: { q: 'Ermintrude' } })).status).toBe(403)
})

it('ACC-7 what was refused says why; a session that ended is refused on record', async () => {
  const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [
    emailOf('constable'),
  ])
  const session = (await openSession(services.pools.identity, account!.id, clock.now()))!.actor
  const stale = callerAs(world.app, session)
  const params = { caseId: caseId! }
  await stale(readCase, { params })
  await rows('UPDATE sessions SET ended_at = $2 WHERE id = $1', [session.sessionId, clock.now()])
  expect((await stale(readCase, { params })).status).toBe(401)
  const { items } = await done(as.coordinator, searchAudit, {
    query: { accountId: account!.id, action: 'access.denied' },
  })
  expect(items.slice(0, 2).map(({ refusal, subjectId }) => [refusal, subjectId])).toEqual([
    ['session.required', caseId],
    ['not_found', caseId],
  ])
})

const looks = async () =>
  (await done(as.coordinator, readCaseAccess, { params: { caseId: caseId! } })).items.filter(
    ({ name, action }) => name === 'Bernie Cole' && action === 'case.read',
  )

it('ACC-7 what an open page reads again by itself is told with the look that it repeats', async () => {
  clock.set('2026-03-31T09:00:00Z')
  const params = { caseId: caseId! }
  const again = { params, headers: { 'x-refresh': '1' } }
  await done(as.midwife, readCase, { params })
  for (const time of ['09:05', '09:15', '09:25']) {
    clock.set(`2026-03-31T${time}:00Z`)
    await done(as.midwife, readCase, again)
  }
  expect(await looks()).toMatchObject([
    { at: '2026-03-31T09:00:00Z', refreshes: 3, refreshedUntil: '2026-03-31T09:25:00Z' },
  ])
  // The record itself leaves nothing out.
  const { items } = await done(as.coordinator, searchAudit, { query: { ...params, action: 'case.read' } })
  expect(items.filter(({ refreshOf }) => refreshOf !== null)).toHaveLength(3)
})

it('ACC-7 no header hides a look: the first, one after a pause, one of another session and one at more is a look of its own', async () => {
  const params = { caseId: caseId! }
  const again = { params, headers: { 'x-refresh': '1' } }
  clock.set('2026-03-31T10:00:00Z')
  await done(as.midwife, readCase, again)
  expect(await looks()).toHaveLength(2)
  clock.set('2026-03-31T10:01:00Z')
  const anew = await world.signIn(emailOf('midwife'))
  await done(anew, readCase, again)
  expect(await looks()).toHaveLength(3)
  clock.set('2026-03-31T11:00:00Z')
  await done(as.midwife, listCases)
  await givenSubmitted(world, { agrees: ['lantern', 'health'] })
  await done(as.midwife, listCases, { headers: { 'x-refresh': '1' } })
  const [listed] = await rows<{ again: string | null }>(
    `SELECT refresh_of AS again FROM audit_events WHERE action = 'case.listed' ORDER BY id DESC LIMIT 1`,
  )
  expect(listed?.again).toBe(null)
})
