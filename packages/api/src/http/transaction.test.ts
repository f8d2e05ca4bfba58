import { readCase } from '@alongside/shared/cases/contract'
import { proposeGuest } from '@alongside/shared/guests/contract'
import { makeCalendarFeed } from '@alongside/shared/meetings/contract'
import { addAgency } from '@alongside/shared/partnerships/contract'
import { saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { refreshSession } from '@alongside/shared/sessions/contract'
import type { Pool } from 'pg'
import { expect, it } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { givenCalendar, givenDraft, givenListed, givenSubmitted } from '../../test/given.ts'
import { givenSystems } from '../../test/given-systems.ts'
import { openEastmarsh } from '../../test/world.ts'
import { handOutHeads } from '../audit/heads.ts'
import { noticeUnusual } from '../audit/notice-unusual.ts'
import { newId } from '../ids.ts'
import { runClocks } from '../jobs/clocks.ts'
import { hashPassword } from '../sessions/passwords.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, clock, rows, services } = world
await givenCalendar(world)

/** Until so many requests wait for a lock. */
async function untilWaiting(count: number) {
  for (;;) {
    const waiting = await rows(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename LIKE '%_app_login' AND datname = current_database()`,
    )
    if (waiting.length === count) return
  }
}

/** Everything asked meets at what this statement locks, in the order in which it was asked. */
async function meeting<T>(lock: string, asked: readonly (() => Promise<T>)[]): Promise<T[]> {
  const blocker = await world.owner.connect()
  await blocker.query('BEGIN')
  await blocker.query(lock)
  const answers: Promise<T>[] = []
  for (const ask of asked) {
    answers.push(ask())
    await untilWaiting(answers.length)
  }
  await blocker.query('COMMIT')
  blocker.release()
  return Promise.all(answers)
}

/** Asked while every connection of the pool is taken, and answered once the clock has gone on. */
async function afterWaiting<T>(pool: Pool, until: string, ask: () => Promise<T>): Promise<T> {
  const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
  const asked = ask()
  while (pool.waitingCount === 0) await new Promise(setImmediate)
  clock.set(until)
  for (const client of held) client.release()
  return asked
}

it('ACC-2 a request that waited for a connection sees what was shared with its agency meanwhile', async () => {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern'] })
  const params = { caseId: caseId! }
  expect((await as.health(readCase, { params })).status).toBe(404)
  await rows(
    `INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, consent_id, from_at, until_at)
      SELECT partnership_id, $2, case_id, $3, basis, consent_id, $4, until_at FROM sharing_grants
       WHERE case_id = $1 AND basis = 'consent' LIMIT 1`,
    [caseId, newId(), world.agencies.health, '2026-03-02T09:00:01Z'],
  )
  const waited = afterWaiting(services.pools.app, '2026-03-02T09:00:01Z', () =>
    as.health(readCase, { params }),
  )
  expect((await waited).status).toBe(200)
  expect(
    await rows(`SELECT at FROM audit_events WHERE case_id = $1 AND action = 'case.read' AND agency_id = $2`, [
      caseId,
      world.agencies.health,
    ]),
  ).toEqual([{ at: '2026-03-02T09:00:01Z' }])
})

it('ACC-5 what waits for a connection before sign-in is done at the moment at which it had one: the calendar, a session, a system’s token', async () => {
  const { app, identity } = services.pools
  const began = clock.now()
  const later = (seconds: number) =>
    new Date(Date.parse(began) + seconds * 1000).toISOString().replace('.000Z', 'Z')

  const { body: feed } = await as.police(makeCalendarFeed, {})
  const read = () => world.app.inject(new URL(feed.address).pathname)
  expect((await read()).statusCode).toBe(200)
  await rows(
    'UPDATE memberships SET ended_at = $2 WHERE account_id = (SELECT id FROM accounts WHERE email = $1)',
    ['police@alongside.example', later(5)],
  )
  expect((await read()).statusCode).toBe(200)
  expect((await afterWaiting(app, later(6), read)).statusCode).toBe(404)
  clock.set(began)
  await rows(
    'UPDATE memberships SET ended_at = NULL WHERE account_id = (SELECT id FROM accounts WHERE email = $1)',
    ['police@alongside.example'],
  )

  const password = 'a few words that are long'
  await rows('UPDATE accounts SET password_hash = $1', [await hashPassword(password)])
  const page = browserOf(world, password)()
  await afterWaiting(identity, later(20), () => page.enter('housing@alongside.example'))
  const openedAt = () => rows('SELECT created_at FROM sessions ORDER BY created_at DESC LIMIT 1')
  expect(await openedAt()).toEqual([{ created_at: later(20) }])
  // Idle for half an hour by the time that it has a connection.
  expect(
    (await afterWaiting(identity, later(20 + 1800), () => page.send(refreshSession, { body: {} }))).status,
  ).toBe(401)

  clock.set(began)
  const given = givenSystems(world)
  const system = await given.connected()
  await afterWaiting(identity, later(3600), () => given.token(system))
  expect(await openedAt()).toEqual([{ created_at: later(3600) }])
  clock.set(began)
})

it('ACC-11 what runs by itself, and the record of a refusal, take the moment at which they have a connection', async () => {
  const began = clock.now()
  const later = (seconds: number) => new Date(Date.parse(began) + seconds * 1000).toISOString()
  const { app, jobs } = services.pools
  const at = async (moment: string) => (await rows<{ at: Date | string }>(`SELECT (${moment}) AS at`))[0]!.at
  const sameAs = async (moment: string, seconds: number) =>
    expect(Date.parse(String(await at(moment)))).toBe(Date.parse(later(seconds)))

  await world.runJobs()
  await afterWaiting(jobs, later(60), () => runClocks(services))
  await sameAs('SELECT until_at FROM sharing_looks ORDER BY 1 DESC LIMIT 1', 60)
  await afterWaiting(jobs, later(120), () => noticeUnusual(services))
  await sameAs('SELECT looked_until FROM reading_looks ORDER BY 1 DESC LIMIT 1', 120)
  await afterWaiting(jobs, later(180), () => handOutHeads(services))
  await sameAs('SELECT handed_at FROM audit_heads', 180)

  const refused = await afterWaiting(app, later(240), () => as.police(addAgency, { body: addAgency.example }))
  expect(refused.status).toBe(403)
  await sameAs(`SELECT max(at) FROM audit_events WHERE action = 'access.denied'`, 240)
  clock.set(began)
})

it('REF-12 a draft saved as it is being submitted: the later is told the truth, whichever it is', async () => {
  const race = async (first: 'save' | 'submit') => {
    const { id, version } = await givenDraft(world)
    const sent = { params: { referralId: id }, version }
    const save = () =>
      as.outreach(saveReferral, { ...sent, body: { answers: { herVoice: { words: 'Mine' } } } })
    const submit = () => as.outreach(submitReferral, sent)
    const answers = await meeting<{ status: number; body: unknown }>(
      `SELECT FROM referrals WHERE id = '${id}' FOR UPDATE`,
      first === 'save' ? [save, submit] : [submit, save],
    )
    return answers.map(({ status, body }) => [status, (body as { code?: string }).code])
  }
  expect(await race('save')).toEqual([
    [200, undefined],
    [412, 'version.stale'],
  ])
  expect(await race('submit')).toEqual([
    [200, undefined],
    [409, 'referral.wrong_state'],
  ])
})

it('GST-1 the same guest proposed twice at once is proposed once, and the other is told so', async () => {
  const { caseId } = await givenListed(world)
  const [item] = await rows<{ id: string }>('SELECT id FROM agenda_items WHERE case_id = $1', [caseId])
  const propose = () => as.housing(proposeGuest, { params: { itemId: item!.id }, body: proposeGuest.example })
  const answers = await meeting('LOCK guest_invitations IN SHARE ROW EXCLUSIVE MODE', [propose, propose])
  expect(answers.map(({ status, body }) => [status, (body as { code?: string }).code]).sort()).toEqual([
    [201, undefined],
    [409, 'guest.invited'],
  ])
  expect(await rows('SELECT FROM guest_invitations')).toHaveLength(1)
})

it('MTG-1 a calendar address made three times at once: one is in force, and nobody is told of a fault of ours', async () => {
  const make = () => as.police(makeCalendarFeed, {})
  const answers = await meeting('LOCK calendar_feeds IN SHARE ROW EXCLUSIVE MODE', [make, make, make])
  for (const { status, body } of answers)
    expect([200, 201, 'request.raced']).toContain(
      status === 409 ? (body as unknown as { code: string }).code : status,
    )
  expect(answers.filter(({ status }) => status < 300).length).toBeGreaterThanOrEqual(2)
  expect(await rows('SELECT FROM calendar_feeds WHERE revoked_at IS NULL')).toHaveLength(1)
})
