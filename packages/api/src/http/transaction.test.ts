import { readCase } from '@alongside/shared/cases/contract'
import { proposeGuest } from '@alongside/shared/guests/contract'
import { makeCalendarFeed } from '@alongside/shared/meetings/contract'
import { saveReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenDraft, givenListed, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, clock, rows, services } = world
await givenCalendar(world)

/** Until so many requests wait for a lock. */
async function untilWaiting(count: number) {
  for (;;) {
    const waiting = await rows(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = 'alongside_app' AND datname = current_database()`,
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

it('ACC-2 a request that waited for a connection sees what was shared with its agency meanwhile', async () => {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern'] })
  const params = { caseId: caseId! }
  expect((await as.health(readCase, { params })).status).toBe(404)
  const { app } = services.pools
  const held = await Promise.all(Array.from({ length: app.options.max }, () => app.connect()))
  const asked = as.health(readCase, { params })
  while (app.waitingCount === 0) await new Promise(setImmediate)

  clock.set('2026-03-02T09:00:01Z')
  await rows(
    `INSERT INTO sharing_grants (partnership_id, id, case_id, agency_id, basis, consent_id, from_at, until_at)
      SELECT partnership_id, $2, case_id, $3, basis, consent_id, $4, until_at FROM sharing_grants
       WHERE case_id = $1 AND basis = 'consent' LIMIT 1`,
    [caseId, newId(), world.agencies.health, clock.now()],
  )
  for (const client of held) client.release()
  expect((await asked).status).toBe(200)
  expect(
    await rows(`SELECT at FROM audit_events WHERE case_id = $1 AND action = 'case.read' AND agency_id = $2`, [
      caseId,
      world.agencies.health,
    ]),
  ).toEqual([{ at: '2026-03-02T09:00:01Z' }])
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
