import { once } from 'node:events'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathOf } from '@alongside/shared/addresses'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { closeMeeting, readMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import {
  contribute,
  deferItem,
  followMeeting,
  readItem,
  recordItem,
  startItem,
} from '@alongside/shared/room/contract'
import type { MeetingNews } from '@alongside/shared/room/schema'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { buildApp } from '../app.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { openSignals } from '../live/signals.ts'
import { openLog } from '../log.ts'
import { openSession } from '../sessions/queries.ts'

// Over real sockets, on two replicas of one database: what is written through one is followed through the other.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, services, clock, agencies } = world
const meetings = await givenMeetings(world)
const lost: Error[] = []
const replicas: FastifyInstance[] = []
const signals = [0, 1].map(() => openSignals(world.database.appUrl, (error) => void lost.push(error)))

async function startReplica(n: 0 | 1): Promise<FastifyInstance> {
  const settings = { ...services, signals: signals[n]!, config: { ...services.config, HEARTBEAT_MS: 300 } }
  const app = await buildApp(settings, openLog('silent'))
  await app.listen({ host: '127.0.0.1', port: 0 })
  replicas.push(app)
  return app
}
let here: FastifyInstance
let there: FastifyInstance
beforeAll(async () => {
  here = await startReplica(0)
  there = await startReplica(1)
})
beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('UPDATE sessions SET ended_at = NULL')
  await meetings.startOver()
})
const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})
afterAll(async () => {
  for (const app of replicas) await app.close()
  for (const each of signals) await each.close()
})

type Told = { event: string; data: MeetingNews & { code?: string } }

const sessionOf = async (who: PersonName) => {
  const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)])
  const { actor } = (await openSession(services.pools.identity, account!.id, clock.now()))!
  // Outlasts the jumps of the clock.
  await rows(`UPDATE sessions SET idle_until = '2100-01-01Z', absolute_until = '2100-01-01Z' WHERE id = $1`, [
    actor.sessionId,
  ])
  return actor
}

/** Follows as a browser does. `next` gives the next event; `beats` counts the comments; `over` resolves when it closes. */
async function follow(app: FastifyInstance, who: PersonName, meetingId: string, session = sessionOf(who)) {
  const actor = await session
  const token = app.jwt.sign({ ...actor, until: Date.parse(clock.now()) / 1000 + 600 })
  const request = ask({
    host: '127.0.0.1',
    port: (app.server.address() as AddressInfo).port,
    path: pathOf(followMeeting, { meetingId }),
    headers: { authorization: `Bearer ${token}` },
  }).end()
  open.push(() => request.destroy())
  const [response] = (await once(request, 'response')) as [import('node:http').IncomingMessage]
  const told: Told[] = []
  let beats = 0
  const retries: string[] = []
  let heard = ''
  response.on('error', () => undefined)
  response.on('data', (chunk: Buffer) => {
    heard += String(chunk)
    const events = heard.split('\n\n')
    heard = events.pop() ?? ''
    for (const one of events) {
      const [, event] = /^event: (.*)$/m.exec(one) ?? []
      const [, data] = /^data: (.*)$/m.exec(one) ?? []
      const [, retry] = /^retry: (\d+)$/.exec(one) ?? []
      if (retry) retries.push(retry)
      if (event && data) told.push({ event, data: JSON.parse(data) as Told['data'] })
      else beats += 1
    }
    response.emit('told')
  })
  const over = new Promise<void>((resolve) => void response.once('close', resolve))
  let read = 0
  const next = async (): Promise<Told> => {
    while (told.length <= read) await once(response, 'told', { signal: AbortSignal.timeout(60_000) })
    return told[read++]!
  }
  const beatsOn = async () => {
    const before = beats
    while (beats < before + 2) await once(response, 'told', { signal: AbortSignal.timeout(60_000) })
  }
  return { response, actor, next, beatsOn, over, told, retries }
}
const ids = ({ data }: Told) => data.changed.map(({ id }) => id)

it('MTG-7 what one writes through one replica is told through the other, of just the item that changed', async () => {
  const [one, two] = [await meetings.listed(), await meetings.listed()]
  await meetings.open(one.meetingId)
  const health = await follow(there, 'health', one.meetingId)
  const first = await health.next()
  expect(health.response.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  expect(ids(first).sort()).toEqual([one.itemId, two.itemId].sort())

  const { version } = await meetings.itemOf(one)
  await done(as.chair, recordItem, {
    params: { itemId: one.itemId },
    body: { riskPlan: 'Patrol' },
    version,
  })
  const second = await health.next()
  expect(second.data).toMatchObject({
    changed: [{ id: one.itemId, version: version + 1, state: 'listed', basisInForce: true }],
    gone: [],
  })
  expect(second.data.mark).not.toBe(first.data.mark)
  // Neither raises the item's version.
  await done(as.housing, contribute, { params: { itemId: two.itemId }, body: { words: 'Seen' } })
  expect(ids(await health.next())).toEqual([two.itemId])
  await meetings.agree(two)
  expect(ids(await health.next())).toEqual([two.itemId])
  await done(as.police, signMeeting, { params: { meetingId: one.meetingId }, body: { agreed: true } })
  // ACC-9: the police are in the meeting now, and must hear of neither case.
  expect(ids(await health.next()).toSorted()).toEqual([one.itemId, two.itemId].toSorted())
})

it('MTG-7 one case is spoken of at a time; its time runs, stops with the next, and is told to who may see it', async () => {
  const [one, two] = [await meetings.listed(), await meetings.listed()]
  await meetings.open(one.meetingId)
  const health = await follow(here, 'health', one.meetingId)
  await health.next()
  clock.set('2026-03-12T10:00:00Z')
  await done(as.chair, startItem, { params: { itemId: one.itemId }, body: {} })
  expect((await health.next()).data.currentItemId).toBe(one.itemId)
  clock.set('2026-03-12T10:04:00Z')
  await done(as.chair, startItem, { params: { itemId: one.itemId }, body: {} })
  clock.set('2026-03-12T10:07:00Z')
  await done(as.chair, startItem, { params: { itemId: two.itemId }, body: {} })
  expect((await health.next()).data.currentItemId).toBe(two.itemId)
  const lines = async () =>
    Object.fromEntries(
      (await done(as.chair, readMeeting, { params: { meetingId: one.meetingId } })).agenda.map(
        ({ id, spentSeconds, runningSince }) => [id, { spentSeconds, runningSince }],
      ),
    )
  expect(await lines()).toEqual({
    [one.itemId]: { spentSeconds: 420, runningSince: null },
    [two.itemId]: { spentSeconds: 0, runningSince: '2026-03-12T10:07:00Z' },
  })
  clock.set('2026-03-12T10:09:30Z')
  await meetings.discuss(two)
  expect((await lines())[two.itemId]).toEqual({ spentSeconds: 150, runningSince: null })
  await meetings.discuss(one)
  const { version } = await done(as.chair, readMeeting, { params: { meetingId: one.meetingId } })
  await done(as.chair, closeMeeting, { params: { meetingId: one.meetingId }, body: {}, version })
  const after = await done(as.chair, readMeeting, { params: { meetingId: one.meetingId } })
  expect(after).toMatchObject({ state: 'closed', currentItemId: null })
})

it.each([
  ['before the meeting is open', 'chair', 409, 'meeting.wrong_state'],
  ['by a member', 'health', 403, 'access.not_permitted'],
  ['by one who may not see the case', 'police', 404, 'not_found'],
] as const)('MTG-7 an item is not begun %s, and nothing changes', async (_, who, status, code) => {
  const one = await meetings.listed()
  await meetings.sign(one.meetingId, 'chair', 'health', 'police')
  expect(await meetings.refusal(who, startItem, { params: { itemId: one.itemId }, body: {} })).toEqual([
    status,
    code,
  ])
})

it('ACC-6 to an agency without a grant nothing is told of an item: not that it was begun, written in, or put off', async () => {
  const one = await meetings.listed()
  await meetings.open(one.meetingId)
  const police = await follow(there, 'police', one.meetingId)
  expect((await police.next()).data).toMatchObject({ changed: [], gone: [], currentItemId: null })
  const health = await follow(there, 'health', one.meetingId)
  await health.next()
  const params = { itemId: one.itemId }
  await done(as.chair, startItem, { params, body: {} })
  await health.next()
  await done(as.health, contribute, { params, body: { words: 'Seen' } })
  await health.next()
  const { version } = await meetings.itemOf(one)
  await done(as.chair, deferItem, { params, version, body: { reason: 'Ill' } })
  await health.next()
  await police.beatsOn()
  expect(police.told).toHaveLength(1)
  expect(await done(as.police, readMeeting, { params: { meetingId: one.meetingId } })).toMatchObject({
    currentItemId: null,
    agenda: [],
  })
})

it('CON-3 consent withdrawn: who has no other grant is told at once that the item is gone, who still sees it that a basis is needed', async () => {
  const one = await meetings.listed()
  await meetings.open(one.meetingId)
  const [health, chair] = [
    await follow(there, 'health', one.meetingId),
    await follow(here, 'chair', one.meetingId),
  ]
  await health.next()
  await chair.next()
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [one.caseId])
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent!.id },
    body: { how: 'She said so at the van' },
  })
  expect((await health.next()).data).toMatchObject({ changed: [], gone: [one.itemId] })
  expect((await chair.next()).data.changed).toMatchObject([{ id: one.itemId, basisInForce: false }])
  expect((await as.health(readItem, { params: { itemId: one.itemId } })).status).toBe(404)
  // Gone is told once.
  await done(as.chair, startItem, { params: { itemId: one.itemId }, body: {} }).catch(() => undefined)
  await health.beatsOn()
  expect(health.told).toHaveLength(2)
})

it('ACC-9 ACC-8 she refuses an agency while her case is open: its room is empty within two seconds, and the others go on', async () => {
  const item = await meetings.listed({ agrees: ['lantern', 'health', 'housing', 'police'] })
  await meetings.open(item.meetingId)
  await meetings.sign(item.meetingId, 'police')
  const params = { itemId: item.itemId }
  await done(as.chair, startItem, { params, body: {} })
  const police = await follow(there, 'police', item.meetingId)
  expect(ids(await police.next())).toEqual([item.itemId])
  const chair = await follow(here, 'chair', item.meetingId)
  await chair.next()
  clock.set('2026-03-02T09:05:00Z')
  const body = { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-02' } as const
  await done(as.outreach, recordLimit, { params: { caseId: item.caseId }, body })
  // `next` waits two seconds, and no longer.
  expect((await police.next()).data).toMatchObject({ gone: [item.itemId], changed: [], currentItemId: null })
  expect((await as.police(readItem, { params })).status).toBe(404)
  expect(await done(as.police, readMeeting, { params: { meetingId: item.meetingId } })).toMatchObject({
    agenda: [],
    currentItemId: null,
  })
  expect(ids(await chair.next())).toEqual([item.itemId])
  expect((await meetings.itemOf(item)).stepOut).toMatchObject([
    { name: 'Det. Sgt. Neil Vale', why: 'refused', leftAt: null },
  ])
})

it('CON-3 what lapses by the clock alone is told with the next heartbeat', async () => {
  const one = await meetings.listed()
  await meetings.open(one.meetingId)
  await rows(
    `UPDATE sharing_grants SET until_at = '2026-03-02T12:00Z' WHERE case_id = $1 AND basis = 'consent'`,
    [one.caseId],
  )
  const health = await follow(there, 'health', one.meetingId)
  await health.next()
  clock.set('2026-03-02T12:00:00Z')
  expect((await health.next()).data.gone).toEqual([one.itemId])
})

it.each([
  ['the session ends', 'session.required', 'UPDATE sessions SET ended_at = $2 WHERE id = $1'],
  [
    'the membership ends',
    'session.required',
    'UPDATE memberships m SET ended_at = $2 FROM sessions s WHERE s.id = $1 AND m.id = s.membership_id',
  ],
  [
    'the agency’s standing lapses',
    'agreement.unsigned',
    `UPDATE agencies g SET standing_until = $2 FROM sessions s JOIN memberships m ON m.id = s.membership_id
      WHERE s.id = $1 AND g.id = m.agency_id`,
  ],
] as const)('ACC-5 a stream is over within a heartbeat when %s', async (_, code, ending) => {
  const one = await meetings.listed()
  await meetings.open(one.meetingId)
  const drugs = await follow(here, 'drugs', one.meetingId)
  await drugs.next()
  const [place] = await rows<{ standing: string }>(
    'SELECT standing_until AS standing FROM agencies WHERE id = $1',
    [world.agencies.drugs],
  )
  await rows(ending, [drugs.actor.sessionId, clock.now()])
  expect(await drugs.next()).toMatchObject({ event: 'over', data: { code } })
  await drugs.over
  await rows('UPDATE agencies SET standing_until = $2 WHERE id = $1', [world.agencies.drugs, place!.standing])
  await rows('UPDATE memberships SET ended_at = NULL WHERE id = $1', [drugs.actor.membershipId])
})

it('ACC-7 following leaves one audit event, with the cases that it began to show, however much is told afterwards', async () => {
  const one = await meetings.listed()
  await meetings.open(one.meetingId)
  const before = await followed()
  const health = await follow(here, 'health', one.meetingId)
  await health.next()
  await done(as.chair, startItem, { params: { itemId: one.itemId }, body: {} })
  await health.next()
  const after = await followed()
  expect(after.length - before.length).toBe(1)
  expect(after.at(-1)).toMatchObject({ subject_id: one.meetingId, seen: [one.caseId] })
})
const followed = () =>
  rows<{ subject_id: string; seen: string[] }>(
    `SELECT subject_id, seen FROM audit_events WHERE action = 'meeting.followed' ORDER BY id`,
  )

it('ACC-6 refusals are ordinary problems, before anything streams', async () => {
  const one = await meetings.listed()
  const unknown = await as.health(followMeeting, { params: { meetingId: one.itemId } })
  expect(unknown).toMatchObject({ status: 404, body: { code: 'not_found' } })
  const foreign = await world.elsewhere(followMeeting, {
    params: { meetingId: one.meetingId },
  })
  expect(foreign).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

it('one session follows four times at most; a stream that closed makes room', async () => {
  const one = await meetings.listed()
  const session = sessionOf('health')
  const streams = []
  for (let n = 0; n < 4; n++) streams.push(await follow(here, 'health', one.meetingId, session))
  const fifth = await follow(here, 'health', one.meetingId, session)
  expect(fifth.response.statusCode).toBe(429)
  expect(fifth.response.headers['retry-after']).toBe('60')
  streams[0]!.response.destroy()
  await streams[1]!.beatsOn()
  expect((await follow(here, 'health', one.meetingId, session)).response.statusCode).toBe(200)
})

it('MTG-7 a lost listening connection is made again, and every stream then looks for what it missed', async () => {
  const one = await meetings.listed()
  await meetings.open(one.meetingId)
  const health = await follow(there, 'health', one.meetingId)
  await health.next()
  const { promise: heard, resolve } = Promise.withResolvers<void>()
  await signals[0]!.hear('a topic that nobody signals', resolve)
  await rows(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()`,
  )
  await done(as.housing, contribute, { params: { itemId: one.itemId }, body: { words: 'Meanwhile' } })
  expect(ids(await health.next())).toEqual([one.itemId])
  await heard
  expect(lost.length).toBeGreaterThan(0)
})

it('OPS-5 shutting down ends the streams, says when to connect again, and waits for nobody', async () => {
  const one = await meetings.listed()
  const stream = await follow(there, 'health', one.meetingId)
  await stream.next()
  await Promise.all([there.close(), stream.over])
  expect(stream.told.filter(({ event }) => event === 'over')).toEqual([])
  expect(stream.retries).toEqual(['500'])
})
