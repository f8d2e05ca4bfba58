import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import {
  closeMeeting,
  openMeeting,
  readMeeting,
  reopenMeeting,
  signMeeting,
  takeBackOpening,
} from '@alongside/shared/meetings/contract'
import { readMinutesDraft } from '@alongside/shared/minutes/contract'
import { addPlanLine } from '@alongside/shared/plan/contract'
import { contribute, deferItem, recordItem, startItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const meetings = await givenMeetings(world)
const { refusal, listed, sign, open, startOver, discuss, close, drafted, distribute } = meetings

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
  await rows(`UPDATE meetings SET opens_from = starts_at - interval '60 minutes'`)
})

const read = (meetingId: string, who: PersonName = 'chair') =>
  done(as[who], readMeeting, { params: { meetingId } })
const asked = async (meetingId: string) => ({
  params: { meetingId },
  body: {},
  version: (await read(meetingId)).version,
})

it('MTG-6 a meeting opens from sixty minutes before its start, and not a second earlier', async () => {
  const { meetingId } = await listed()
  await sign(meetingId, 'chair')
  expect((await read(meetingId)).opensFrom).toBe('2026-03-12T09:00:00Z')
  for (const early of ['2026-03-02T09:00:00Z', '2026-03-12T08:59:59Z']) {
    clock.set(early)
    expect(await refusal('chair', openMeeting, await asked(meetingId))).toEqual([409, 'meeting.opens_later'])
  }
  clock.set('2026-03-12T09:00:00Z')
  expect(await done(as.chair, openMeeting, await asked(meetingId))).toMatchObject({
    state: 'open',
    openedAt: '2026-03-12T09:00:00Z',
    underWay: false,
  })
})

it('MTG-6 a slip is taken back until a case is begun, by who sees every case, and stays on record', async () => {
  const { meetingId, itemId } = await listed()
  clock.set('2026-03-12T09:30:00Z')
  await open(meetingId)
  expect((await read(meetingId)).present).toHaveLength(4)
  expect(await refusal('housing', takeBackOpening, await asked(meetingId))).toEqual([
    403,
    'access.not_permitted',
  ])
  const planned = await done(as.coordinator, takeBackOpening, await asked(meetingId))
  expect(planned).toMatchObject({
    state: 'planned',
    openedAt: null,
    present: [],
    turns: [{ turn: 'opening_taken_back', reason: null, at: '2026-03-12T09:30:00Z' }],
  })
  expect(await refusal('chair', takeBackOpening, await asked(meetingId))).toEqual([
    409,
    'meeting.wrong_state',
  ])

  await done(as.chair, openMeeting, await asked(meetingId))
  await done(as.chair, startItem, { params: { itemId }, body: {} })
  expect(await read(meetingId)).toMatchObject({ underWay: true })
  expect(await read(meetingId, 'housing')).toMatchObject({ underWay: false })
  expect(await refusal('chair', takeBackOpening, await asked(meetingId))).toEqual([409, 'meeting.under_way'])
})

it('MTG-6 of a case that is begun and an opening that is taken back at once, the first alone comes about', async () => {
  const { meetingId, itemId } = await listed()
  clock.set('2026-03-12T09:30:00Z')
  await open(meetingId)
  const call = await asked(meetingId)
  const blocker = await world.owner.connect()
  await blocker.query('BEGIN')
  await blocker.query('SELECT FROM meetings WHERE id = $1 FOR UPDATE', [meetingId])
  const begun = done(as.chair, startItem, { params: { itemId }, body: {} })
  await waiting(1)
  const takenBack = refusal('coordinator', takeBackOpening, call)
  await waiting(2)
  await blocker.query('COMMIT')
  blocker.release()
  await begun
  expect((await takenBack)[1]).toBe('meeting.under_way')
  expect(await read(meetingId)).toMatchObject({ state: 'open', underWay: true })
})

/** Until so many requests wait for a row. */
async function waiting(count: number) {
  for (;;) {
    const found = await rows(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename LIKE '%_app_login' AND datname = current_database()`,
    )
    if (found.length === count) return
  }
}

it.each<[string, (item: ListedCase) => Promise<unknown>]>([
  [
    'the record',
    ({ itemId }) =>
      done(as.chair, recordItem, { params: { itemId }, body: { riskPlan: 'Patrol' }, version: 1 }),
  ],
  [
    'what an agency says',
    ({ itemId }) =>
      done(as.housing, contribute, { params: { itemId }, body: { words: 'A room is free from Monday' } }),
  ],
  ['an action', (item) => meetings.agree(item)],
  [
    'a line of the plan',
    ({ itemId }) =>
      done(as.chair, addPlanLine, {
        params: { itemId },
        body: { part: 'need', words: 'A room with a lock' },
      }),
  ],
  [
    'that it is put off',
    ({ itemId }) =>
      done(as.chair, deferItem, { params: { itemId }, body: { reason: 'Her worker is ill' }, version: 1 }),
  ],
])(
  'MTG-6 what is written down keeps a meeting open, also of a case that was never begun: %s; nothing changes',
  async (_, write) => {
    const item = await listed()
    clock.set('2026-03-12T09:30:00Z')
    await open(item.meetingId)
    expect(await read(item.meetingId)).toMatchObject({ underWay: false })
    await write(item)
    expect(await read(item.meetingId)).toMatchObject({ underWay: true })
    expect(await refusal('chair', takeBackOpening, await asked(item.meetingId))).toEqual([
      409,
      'meeting.under_way',
    ])
  },
)

it('MTG-6 what was closed too soon is reopened with a reason, its draft goes, and it is compiled anew', async () => {
  const item = await listed()
  const { meetingId } = item
  clock.set('2026-03-12T10:00:00Z')
  await open(meetingId)
  expect(
    await refusal('chair', reopenMeeting, { ...(await asked(meetingId)), body: { reason: 'x' } }),
  ).toEqual([409, 'meeting.wrong_state'])
  await discuss(item)
  await close(meetingId)
  const first = await done(as.coordinator, readMinutesDraft, { params: { meetingId } })

  clock.set('2026-03-12T10:20:00Z')
  const said = { ...(await asked(meetingId)), body: { reason: 'Closed by a slip of the hand' } }
  expect(await refusal('housing', reopenMeeting, said)).toEqual([403, 'access.not_permitted'])
  const reopened = await done(as.chair, reopenMeeting, said)
  expect(reopened).toMatchObject({
    state: 'open',
    openedAt: '2026-03-12T10:00:00Z',
    closedAt: null,
    agenda: [{ state: 'discussed' }],
    turns: [{ turn: 'reopened', reason: 'Closed by a slip of the hand' }],
  })
  expect((await as.coordinator(readMinutesDraft, { params: { meetingId } })).status).toBe(404)

  await done(as.chair, closeMeeting, await asked(meetingId))
  const second = await done(as.coordinator, readMinutesDraft, { params: { meetingId } })
  expect(second.id).not.toBe(first.id)
  expect(second.edition).toBe(1)
})

it('MTG-6 MTG-8 once its minutes are out a meeting stays closed, and nothing changes', async () => {
  const { meetingId } = await drafted()
  await distribute(meetingId)
  expect(
    await refusal('chair', reopenMeeting, { ...(await asked(meetingId)), body: { reason: 'x' } }),
  ).toEqual([409, 'minutes.distributed'])
})

// Last: it is of today, and would be taken for the next meeting.
it('MTG-5 MTG-6 an emergency meeting opens at its call, whenever it is to begin', async () => {
  const { referralId } = await listed()
  const [chair] = await rows<{ id: string }>(
    `SELECT account_id AS id FROM memberships WHERE role = 'chair' LIMIT 1`,
  )
  const body = {
    people: [chair?.id ?? ''],
    mode: 'phone',
    where: '01632 960999',
    startsAt: '2026-03-02T15:00:00Z',
  } as const
  const meeting = await done(as.coordinator, callEmergencyMeeting, { params: { referralId }, body })
  const params = { meetingId: meeting.id }
  await done(as.coordinator, signMeeting, { params, body: { agreed: true } })
  expect(
    (await done(as.coordinator, openMeeting, { params, body: {}, version: meeting.version })).state,
  ).toBe('open')
})
