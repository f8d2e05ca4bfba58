import * as meetings from '@alongside/shared/meetings/contract'
import * as room from '@alongside/shared/room/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const { refusal, coming, listed, sign, open, itemOf, agree, startOver } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

describe('signing and opening', () => {
  it('ACC-5, MTG-6 a signature opens the papers, makes nobody present, and is one however often it is given', async () => {
    const item = await listed()
    const params = { meetingId: item.meetingId }
    const before = (await as.housing(meetings.readMeeting, { params })).body
    expect(before).toMatchObject({
      signedByMe: false,
      present: [],
      items: 1,
      agenda: [{ position: 1, light: 'red', basisInForce: true }],
    })
    expect(before.confidentialityText).toContain('strictly confidential')
    expect(JSON.stringify(before)).not.toContain('Rosa')

    for (const status of [201, 201])
      expect(await as.housing(meetings.signMeeting, { params, body: { agreed: true } })).toMatchObject({
        status,
        body: { signedByMe: true, version: 1, present: [], inRoom: null },
      })
    expect(await rows('SELECT 1 FROM meeting_signatures')).toHaveLength(1)
    expect((await itemOf(item, 'housing')).name).toBe('Rosa')
    expect((await as.lettings(meetings.readMeeting, { params })).body.signedByMe).toBe(false)
  })

  const papers: [string, (params: { itemId: string }) => Promise<unknown[]>][] = [
    ['read an item', (params) => refusal('coordinator', room.readItem, { params })],
    [
      'record a plan',
      (params) => refusal('coordinator', room.recordItem, { params, body: { riskPlan: 'x' }, version: 1 }),
    ],
    ['contribute', (params) => refusal('coordinator', room.contribute, { params, body: { words: 'x' } })],
    ['close an item', (params) => refusal('coordinator', room.closeItem, { params, body: {}, version: 1 })],
    [
      'defer an item',
      (params) => refusal('coordinator', room.deferItem, { params, body: { reason: 'x' }, version: 1 }),
    ],
  ]
  it.each(papers)('ACC-5 nobody may %s before signing, and the attempt is on record', async (_, attempt) => {
    const item = await listed()
    await open(item.meetingId)
    await rows('DELETE FROM meeting_signatures')
    expect(await attempt({ itemId: item.itemId })).toEqual([403, 'meeting.confidentiality_unsigned'])
    expect(
      await rows(`SELECT 1 FROM audit_events WHERE action = 'access.denied' AND subject_id = $1`, [
        item.itemId,
      ]),
    ).not.toHaveLength(0)
  })

  it.each([
    ['by someone who has not signed', 'coordinator', 1, 'planned', 403, 'meeting.confidentiality_unsigned'],
    ['by a member who does not run it', 'housing', 1, 'planned', 403, 'access.not_permitted'],
    ['on a version that has passed', 'chair', 9, 'planned', 412, 'version.stale'],
    ['a second time', 'chair', 1, 'open', 409, 'meeting.wrong_state'],
  ] as const)(
    'MTG-7 a meeting is not opened %s, and nothing changes',
    async (_, who, version, state, status, code) => {
      const meetingId = await coming()
      await sign(meetingId, 'chair', 'housing')
      await rows('UPDATE meetings SET state = $1 WHERE id = $2', [state, meetingId])
      expect(await refusal(who, meetings.openMeeting, { params: { meetingId }, body: {}, version })).toEqual([
        status,
        code,
      ])
    },
  )
})

describe('one case', () => {
  it('CON-4, MTG-7 an item opens with her voice, and keeps what each agency says and what is decided', async () => {
    const item = await listed()
    await open(item.meetingId)
    const params = { itemId: item.itemId }
    await done(as.health, room.contribute, { params, body: { words: 'Seen at A&E twice this month.' } })
    await done(as.chair, room.contribute, {
      params,
      body: { words: 'A room is free from Monday.', agencyId: agencies.housing },
    })
    await done(as.chair, room.recordItem, {
      params,
      body: { riskPlan: 'Patrol', supportPlan: 'A room' },
      version: 1,
    })
    await done(as.chair, room.recordItem, { params, body: { riskPlan: 'Patrol from 22:00' }, version: 2 })
    const action = await agree(item)

    const read = await itemOf(item, 'housing')
    expect(read).toMatchObject({
      name: 'Rosa',
      version: 3,
      asks: 'A plan that keeps her safe this month',
      herVoice: [{ words: 'I want somewhere with a lock.', worries: null, given: 'to_referrer' }],
      contributions: [
        { agencyName: 'Eastmarsh Hospital', by: 'Dr. Ruth Amadi', words: 'Seen at A&E twice this month.' },
        { agencyName: 'Harbour Homes', by: 'Miriam Holt', words: 'A room is free from Monday.' },
      ],
      record: { riskPlan: 'Patrol from 22:00', supportPlan: 'A room' },
      actions: [{ id: action.id }],
      carried: [],
    })
    const sealed = await rows(
      `SELECT encode(words, 'escape') AS text FROM contributions UNION ALL SELECT encode(record, 'escape') FROM agenda_items`,
    )
    expect(JSON.stringify(sealed)).not.toContain('Patrol')
  })

  it('ACT-1 an action is agreed with owner, date and reason; it is due when that local day ends', async () => {
    const item = await listed()
    await open(item.meetingId)
    expect(await agree(item, '2026-04-16')).toMatchObject({
      what: 'Find a room with a lock',
      why: 'She sleeps in a stairwell',
      ownerAgencyName: 'Harbour Homes',
      priority: 'urgent',
      state: 'open',
      dueOn: '2026-04-16',
      dueAt: '2026-04-16T22:59:59Z',
      caseId: item.caseId,
      meetingId: item.meetingId,
      agendaItemId: item.itemId,
    })
    const events = await rows(
      `SELECT 1 FROM outbox_events WHERE type = 'action.agreed' AND data->>'caseId' = $1`,
      [item.caseId],
    )
    expect(events).toHaveLength(1)
  })

  it('ACC-2 ACC-8 names the agencies that may take an action: those that may see the case, and none that she said no to', async () => {
    const item = await listed()
    await open(item.meetingId)
    const { mayAct } = await done(as.chair, room.readItem, { params: { itemId: item.itemId } })
    expect(mayAct).toContain(agencies.housing)
    expect(mayAct).not.toContain(agencies.police)
  })

  const action = { what: 'Find a room', why: 'No lock', dueOn: '2026-03-20' }
  it.each([
    [
      'for an agency that nobody knows',
      { ownerAgencyId: newId() },
      422,
      'reference.unknown',
      '/ownerAgencyId',
    ],
    [
      'for an agency that she said no to',
      { ownerAgencyId: agencies.police },
      422,
      'reference.unknown',
      '/ownerAgencyId',
    ],
    [
      'for a worker of another agency',
      { ownerAgencyId: agencies.housing, ownerAccountId: newId() },
      422,
      'reference.unknown',
      '/ownerAccountId',
    ],
    [
      'for a day that has passed',
      { ownerAgencyId: agencies.housing, dueOn: '2026-03-01' },
      400,
      'request.invalid',
      '/dueOn',
    ],
  ] as const)(
    'ACC-3, ACT-1 no action is agreed %s, and nothing changes',
    async (_, owner, status, code, pointer) => {
      const item = await listed()
      await open(item.meetingId)
      const call = { params: { itemId: item.itemId }, body: { ...action, ...owner } }
      expect(await refusal('chair', room.agreeAction, call)).toEqual([status, code])
      expect((await as.chair(room.agreeAction, call)).body).toMatchObject({ errors: [{ pointer }] })
    },
  )

  it.each(['planned', 'closed'] as const)(
    'MTG-7 nothing is written into an item while its meeting is %s',
    async (state) => {
      const item = await listed()
      await sign(item.meetingId, 'chair', 'housing')
      await rows('UPDATE meetings SET state = $1 WHERE id = $2', [state, item.meetingId])
      const params = { itemId: item.itemId }
      expect(
        await refusal('chair', room.recordItem, { params, body: { riskPlan: 'x' }, version: 1 }),
      ).toEqual([409, 'meeting.wrong_state'])
      expect(await refusal('housing', room.contribute, { params, body: { words: 'x' } })).toEqual([
        409,
        'meeting.wrong_state',
      ])
      expect(await refusal('chair', room.closeItem, { params, body: {}, version: 1 })).toEqual([
        409,
        'meeting.wrong_state',
      ])
    },
  )

  it('MTG-7 two who write at once: one is kept, the other is told, and who only adds is never told to start again', async () => {
    const item = await listed()
    await open(item.meetingId)
    const params = { itemId: item.itemId }
    const write = (who: 'chair' | 'coordinator') =>
      as[who](room.recordItem, { params, body: { riskPlan: who }, version: 1 })
    const answers = await Promise.all([
      write('chair'),
      write('coordinator'),
      as.housing(room.contribute, { params, body: { words: 'x' } }),
    ])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 201, 412])
    expect((await itemOf(item)).version).toBe(2)
  })

  it('ACC-2, ACC-6 an agency that she said no to finds no item, line or count of hers', async () => {
    const item = await listed()
    const shared = await listed({ agrees: ['lantern', 'police'] })
    await sign(item.meetingId, 'police')
    expect(await refusal('police', room.readItem, { params: { itemId: item.itemId } })).toEqual([
      404,
      'not_found',
    ])
    const { body } = await as.police(meetings.readMeeting, { params: { meetingId: item.meetingId } })
    expect(body).toMatchObject({ items: 1, agenda: [{ id: shared.itemId, position: 1 }] })
    expect(
      await refusal('housing', room.contribute, {
        params: { itemId: shared.itemId },
        body: { words: 'x' },
      }),
    ).toEqual([404, 'not_found'])
  })

  it('ACC-4 a member speaks for the own agency alone', async () => {
    const item = await listed()
    await open(item.meetingId)
    const call = { params: { itemId: item.itemId }, body: { words: 'x', agencyId: agencies.housing } }
    expect(await refusal('health', room.contribute, call)).toEqual([403, 'access.not_permitted'])
    const unknown = { params: { itemId: item.itemId }, body: { words: 'x', agencyId: newId() } }
    expect(await refusal('chair', room.contribute, unknown)).toEqual([422, 'reference.unknown'])
  })
})
