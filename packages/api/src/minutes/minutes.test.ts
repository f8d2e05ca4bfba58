import { completeAction } from '@alongside/shared/actions/contract'
import { listCarriedCase } from '@alongside/shared/agenda/contract'
import { giveApologies } from '@alongside/shared/attendance/contract'
import * as meetings from '@alongside/shared/meetings/contract'
import * as contract from '@alongside/shared/minutes/contract'
import * as room from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { refusal, listed, sign, open, discuss, distribute, agree, startOver, coming } =
  await givenMeetings(world)

const close = (who: PersonName, meetingId: string, version = 2) =>
  as[who](meetings.closeMeeting, { params: { meetingId }, body: {}, version })

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

it('MTG-8 closing compiles a draft from what was recorded, sealed case by case; members read it once it is distributed', async () => {
  const item = await listed()
  const other = await listed({ agrees: ['lantern', 'health'] })
  await open(item.meetingId)
  await done(as.health, giveApologies, { params: { meetingId: item.meetingId }, body: {} })
  await done(as.police, giveApologies, {
    params: { meetingId: item.meetingId },
    body: { reason: 'A training day' },
  })
  await done(as.housing, room.contribute, {
    params: { itemId: item.itemId },
    body: { words: 'A room is free.' },
  })
  await done(as.chair, room.recordItem, {
    params: { itemId: item.itemId },
    body: { riskPlan: 'Patrol' },
    version: 1,
  })
  const action = await agree(item)
  await discuss(item)
  await done(as.chair, room.deferItem, {
    params: { itemId: other.itemId },
    body: { reason: 'Later' },
    version: 1,
  })
  expect(await close('chair', item.meetingId)).toMatchObject({
    status: 200,
    body: { state: 'closed', version: 3, minutesDistributed: false },
  })
  const params = { meetingId: item.meetingId }
  for (const who of ['coordinator', 'housing'] as const)
    expect(await refusal(who, contract.readMinutes, { params })).toEqual([404, 'not_found'])
  expect(await refusal('housing', contract.readMinutesDraft, { params })).toEqual([
    403,
    'access.not_permitted',
  ])

  const distributed = await distribute(item.meetingId)
  const { body } = await as.coordinator(contract.readMinutes, { params })
  expect(body).toEqual(distributed)
  expect((await as.housing(meetings.readMeeting, { params })).body.minutesDistributed).toBe(true)
  expect(body).toMatchObject({
    version: 1,
    compiledBy: 'Miriam Holt',
    distributedBy: 'Ada Quist',
    correction: null,
    withheld: false,
    // Who came after all was there, whatever apologies say.
    proceedings: {
      chair: { name: 'Miriam Holt', agencyName: 'Lantern' },
      ...{ beganAt: '2026-03-02T09:00:00Z', endedAt: '2026-03-02T09:00:00Z' },
      ...{ apologies: ['Eastmarsh Police'], nextMeetingAt: '2026-04-09T09:00:00Z' },
    },
    items: [
      {
        name: 'Rosa',
        state: 'discussed',
        herVoice: [{ words: 'I want somewhere with a lock.', at: '2026-03-02T09:00:00Z' }],
        carried: [],
        contributions: [{ agencyName: 'Harbour Homes', words: 'A room is free.' }],
        record: { riskPlan: 'Patrol' },
        actions: [
          {
            reference: action.reference,
            what: action.what,
            ownerAgencyName: 'Harbour Homes',
            dueOn: '2026-03-20',
            priority: 'urgent',
          },
        ],
        deferredFor: null,
      },
      { state: 'deferred', deferredFor: 'Later', record: {} },
    ],
  })
  expect(body.present.map(({ name }) => name).toSorted()).toEqual([
    'Ada Quist',
    'Dr. Ruth Amadi',
    'Miriam Holt',
    'Sam Osei',
  ])

  const housings = (await as.housing(contract.readMinutes, { params })).body
  expect(housings).toMatchObject({ withheld: false, items: [{ state: 'discussed' }] })
  expect(housings.items).toHaveLength(1)
  const [read] = await rows<{ seen: string[] }>(
    `SELECT seen FROM audit_events WHERE action = 'minutes.read' ORDER BY id DESC LIMIT 1`,
  )
  expect(read?.seen).toEqual([item.caseId])
  expect(
    await rows(`SELECT 1 FROM minuted_items WHERE position(convert_to('Patrol', 'utf8') IN content) > 0`),
  ).toEqual([])
})

it('MTG-4, ACC-6 a case that may no longer be seen is cut out; only who coordinates is told that something is', async () => {
  const item = await listed()
  await open(item.meetingId)
  await discuss(item)
  await close('chair', item.meetingId)
  await distribute(item.meetingId)
  await rows(`UPDATE sharing_grants SET until_at = $2 WHERE case_id = $1`, [item.caseId, clock.now()])
  const params = { meetingId: item.meetingId }
  expect((await as.chair(contract.readMinutes, { params })).body).toMatchObject({
    items: [],
    withheld: true,
  })
  expect((await as.housing(contract.readMinutes, { params })).body).toMatchObject({
    items: [],
    withheld: false,
  })
})

it('ACC-5 the minutes open to who has signed; signing afterwards makes nobody present', async () => {
  const item = await listed()
  const params = { meetingId: item.meetingId }
  await open(item.meetingId)
  await discuss(item)
  await close('chair', item.meetingId)
  await distribute(item.meetingId)
  clock.set('2026-03-13T09:00:00Z')
  expect(await refusal('lettings', contract.readMinutes, { params })).toEqual([
    403,
    'meeting.confidentiality_unsigned',
  ])
  await sign(item.meetingId, 'lettings')
  const { body } = await as.lettings(contract.readMinutes, { params })
  expect(body.items).toHaveLength(1)
  expect(
    (await as.lettings(meetings.readMeeting, { params })).body.present.map(({ name }) => name),
  ).not.toContain('Lee Park')
})

it('MTG-8 an open meeting has no minutes yet', async () => {
  const item = await listed()
  await open(item.meetingId)
  const call = { params: { meetingId: item.meetingId } }
  expect(await refusal('chair', contract.readMinutes, call)).toEqual([404, 'not_found'])
  expect(await refusal('chair', contract.readMinutesDraft, call)).toEqual([404, 'not_found'])
  expect(await refusal('chair', contract.distributeMinutes, { ...call, body: {}, version: 1 })).toEqual([
    404,
    'not_found',
  ])
})

it('MTG-7 a meeting is not closed while a case is neither discussed nor deferred, and nothing changes', async () => {
  const item = await listed()
  await open(item.meetingId)
  expect(
    await refusal('chair', meetings.closeMeeting, {
      params: { meetingId: item.meetingId },
      body: {},
      version: 2,
    }),
  ).toEqual([422, 'meeting.items_open'])
})

it('MTG-8 two who close at once: one wins, the other is told, and there is one set of minutes', async () => {
  const item = await listed()
  await open(item.meetingId)
  await discuss(item)
  const answers = await Promise.all([close('chair', item.meetingId), close('coordinator', item.meetingId)])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
  expect(await rows('SELECT 1 FROM minutes')).toHaveLength(1)
  expect(
    await refusal('chair', meetings.closeMeeting, {
      params: { meetingId: item.meetingId },
      body: {},
      version: 3,
    }),
  ).toEqual([409, 'meeting.wrong_state'])
})

it('MTG-7 a word that comes as its item closes is in its minutes or refused, never lost between', async () => {
  const item = await listed()
  await open(item.meetingId)
  const [said, ended] = await Promise.all([
    as.housing(room.contribute, { params: { itemId: item.itemId }, body: { words: 'One more thing' } }),
    as.chair(room.closeItem, { params: { itemId: item.itemId }, body: {}, version: 1 }),
  ])
  expect(ended.status).toBe(200)
  await close('chair', item.meetingId)
  const { body } = await as.chair(contract.readMinutesDraft, { params: { meetingId: item.meetingId } })
  expect(body.items[0]?.contributions).toHaveLength(said.status === 201 ? 1 : 0)
})

it('MTG-8 ACT-1 minutes say what became of earlier actions, and give her words with their date, once', async () => {
  const first = await listed()
  await open(first.meetingId)
  const [found, stands] = [await agree(first), await agree(first)]
  await discuss(first)
  await close('chair', first.meetingId)
  clock.set('2026-03-20T09:00:00Z')
  const body = { whatHappened: 'A room at Harbour, since Monday.' }
  await done(as.housing, completeAction, { params: { actionId: found.id }, version: found.version, body })

  const meetingId = await coming(1)
  const carry = { caseId: first.caseId }
  const { agenda } = await done(as.coordinator, listCarriedCase, { params: { meetingId }, body: carry })
  const next = { ...first, meetingId, itemId: agenda[0]?.id ?? '' }
  await open(meetingId)
  await discuss(next)
  await close('chair', meetingId)
  const { items } = await distribute(next.meetingId)
  expect(items).toMatchObject([
    {
      carried: [
        {
          reference: found.reference,
          state: 'done',
          outcome: body.whatHappened,
          ownerAgencyName: 'Harbour Homes',
        },
        { reference: stands.reference, state: 'carried_forward', outcome: null },
      ],
      actions: [],
      herVoice: [{ words: 'I want somewhere with a lock.', at: '2026-03-02T09:00:00Z' }],
    },
  ])
})
