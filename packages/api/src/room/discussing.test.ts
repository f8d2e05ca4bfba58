import { completeAction, readAction } from '@alongside/shared/actions/contract'
import * as meetings from '@alongside/shared/meetings/contract'
import { readReferral } from '@alongside/shared/referrals/contract'
import * as room from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { refusal, coming, listed, open, itemOf, discuss, agree, startOver } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

it('REF-11 a discussed case takes its referral along, with history, and is closed for writing', async () => {
  const item = await listed()
  await open(item.meetingId)
  clock.set('2026-03-12T10:20:00Z')
  expect(await discuss(item)).toMatchObject({ state: 'discussed', version: 2 })
  const { body } = await as.outreach(readReferral, { params: { referralId: item.referralId } })
  expect(body.state).toBe('discussed')
  expect(body.history.at(-1)).toMatchObject({
    subject: 'referral',
    field: 'state',
    from: 'listed',
    to: 'discussed',
    by: 'Miriam Holt',
  })
  const [file] = await rows('SELECT last_discussed_at FROM cases WHERE id = $1', [item.caseId])
  expect(file).toEqual({ last_discussed_at: '2026-03-12T10:20:00Z' })
  expect(
    await refusal('chair', room.recordItem, {
      params: { itemId: item.itemId },
      body: { riskPlan: 'x' },
      version: 2,
    }),
  ).toEqual([409, 'item.closed'])
})

it('MTG-3 a deferred case stands on the next meeting’s agenda, and its referral says why', async () => {
  const item = await listed()
  await open(item.meetingId)
  const reason = 'Her key worker is ill.'
  const deferred = await done(as.chair, room.deferItem, {
    params: { itemId: item.itemId },
    body: { reason },
    version: 1,
  })
  expect(deferred).toMatchObject({ state: 'deferred', deferredFor: reason })

  const next = (await as.chair(meetings.readMeeting, { params: { meetingId: await coming(1) } })).body
  expect(next.agenda).toMatchObject([
    { caseId: item.caseId, state: 'listed', light: 'red', referralId: item.referralId },
  ])
  const { body } = await as.outreach(readReferral, { params: { referralId: item.referralId } })
  expect(body).toMatchObject({ state: 'listed', meetingStartsAt: next.startsAt })
  expect(body.history.at(-1)).toMatchObject({ field: 'meeting', to: next.startsAt, reason })
})

it('MTG-3 with no meeting planned after it, nothing is deferred', async () => {
  const item = await listed()
  await open(item.meetingId)
  await rows(`UPDATE meetings SET state = 'closed' WHERE id <> $1`, [item.meetingId])
  expect(
    await refusal('chair', room.deferItem, {
      params: { itemId: item.itemId },
      body: { reason: 'x' },
      version: 1,
    }),
  ).toEqual([409, 'meeting.none_follows'])
})

it('ACT-1, ACT-2 what stays open comes back with the case: shown at its next item, and carried forward once discussed', async () => {
  const first = await listed()
  await open(first.meetingId)
  const running = await agree(first, '2026-05-30')
  const finished = await agree(first, '2026-03-25')
  await done(as.housing, completeAction, {
    params: { actionId: finished.id },
    body: { whatHappened: 'Done' },
    version: 1,
  })
  const second = await listed({ sameAs: first, at: 1 })
  await open(second.meetingId)

  const { agenda } = (await as.chair(meetings.readMeeting, { params: { meetingId: second.meetingId } })).body
  expect(agenda).toMatchObject([{ caseId: second.caseId, carriedActions: 1 }])
  const fresh = await agree(second, '2026-05-30')
  expect(await itemOf(second)).toMatchObject({ carried: [{ id: running.id }], actions: [{ id: fresh.id }] })
  await discuss(second)
  const { body } = await as.housing(readAction, { params: { actionId: running.id } })
  expect(body).toMatchObject({ state: 'carried_forward', version: 2, closedAt: null })
  expect(body.history.at(-1)).toMatchObject({ subject: 'action', from: 'open', to: 'carried_forward' })
  expect((await as.housing(readAction, { params: { actionId: fresh.id } })).body.state).toBe('open')
})

it('REF-10, MTG-3 a second referral of the same woman stands beside her first, whatever its light; each is discussed', async () => {
  const first = await listed()
  const between = await listed()
  const second = await listed({ sameAs: first })
  await rows(`UPDATE cases SET light = 'green' WHERE id = $1`, [second.caseId])
  const { body } = await as.coordinator(meetings.readMeeting, { params: { meetingId: first.meetingId } })
  expect(body.agenda.map(({ id, light }) => [id, light])).toEqual([
    [first.itemId, 'red'],
    [second.itemId, 'red'],
    [between.itemId, 'red'],
  ])
  await open(first.meetingId)
  await discuss(first)
  await discuss(second)
  for (const { referralId } of [first, second])
    expect((await as.outreach(readReferral, { params: { referralId } })).body.state).toBe('discussed')
})

it('MTG-3 the agenda is ordered by light, then by when each case was listed', async () => {
  const green = await listed()
  const second = await listed()
  clock.set('2026-03-02T10:00:00Z')
  const third = await listed()
  await rows(`UPDATE cases SET light = 'green' WHERE id = $1`, [green.caseId])
  const { body } = await as.coordinator(meetings.readMeeting, { params: { meetingId: green.meetingId } })
  expect(body.agenda.map(({ id }) => id)).toEqual([second.itemId, third.itemId, green.itemId])
})
