import { completeAction, readAction } from '@alongside/shared/actions/contract'
import type { Contract } from '@alongside/shared/contract'
import * as contract from '@alongside/shared/meetings/contract'
import { acceptReferral, readReferral } from '@alongside/shared/referrals/contract'
import { beforeEach, describe, expect, it } from 'vitest'
import { standing } from '../../test/case-rows.ts'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
await givenCalendar(world)

type Given = Parameters<typeof givenSubmitted>[1]

/** Each test plays in a world without meetings held before: the calendar stays, agendas and what hangs on them go. */
beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  for (const table of [
    'minuted_items',
    'minutes',
    'actions',
    'contributions',
    'agenda_items',
    'meeting_signatures',
  ])
    await rows(`DELETE FROM ${table}`)
  await rows(`UPDATE meetings SET state = 'planned', version = 1, opened_at = NULL, closed_at = NULL`)
})

async function coming(index = 0): Promise<string> {
  const [meeting] = await rows<{ id: string }>('SELECT id FROM meetings ORDER BY date OFFSET $1 LIMIT 1', [
    index,
  ])
  return meeting?.id ?? ''
}

interface Listed {
  meetingId: string
  itemId: string
  caseId: string
  referralId: string
}

/** A case on a meeting's agenda, through referral and acceptance. */
async function listed(given: Given = {}, index = 0): Promise<Listed> {
  const meetingId = await coming(index)
  const submitted = await givenSubmitted(world, given)
  const body = { meetingId, exceptional: { reason: 'He is looking for her' } }
  await done(as.coordinator, acceptReferral, {
    params: { referralId: submitted.id },
    version: submitted.version,
    body,
  })
  const [item] = await rows<{ id: string }>('SELECT id FROM agenda_items WHERE referral_id = $1', [
    submitted.id,
  ])
  return { meetingId, itemId: item?.id ?? '', caseId: submitted.caseId ?? '', referralId: submitted.id }
}

const sign = (meetingId: string, ...who: PersonName[]) =>
  Promise.all(
    who.map((name) =>
      done(as[name], contract.signMeeting, { params: { meetingId }, body: { agreed: true } }),
    ),
  )

async function opened(meetingId: string) {
  await sign(meetingId, 'chair', 'coordinator', 'housing', 'health')
  await done(as.chair, contract.openMeeting, { params: { meetingId }, body: {}, version: 1 })
}

const itemOf = ({ itemId }: Listed, who: PersonName = 'chair') =>
  done(as[who], contract.readItem, { params: { itemId } })
const discuss = async (item: Listed) =>
  done(as.chair, contract.closeItem, {
    params: { itemId: item.itemId },
    body: {},
    version: (await itemOf(item)).version,
  })
const agree = (item: Listed, dueOn = '2026-03-20', owner: 'housing' | 'health' | 'lantern' = 'housing') =>
  done(as.chair, contract.agreeAction, {
    params: { itemId: item.itemId },
    body: {
      ownerAgencyId: agencies[owner],
      what: 'Find a room with a lock',
      why: 'She sleeps in a stairwell',
      dueOn,
      priority: 'urgent',
    },
  })

/** A refusal that leaves everything as it was: rows, audit of what was done, outbox, history. */
async function refused<C extends Contract>(
  who: PersonName,
  operation: C,
  call: Call<C>,
  status: number,
  code: string,
) {
  const tables = [
    'meetings',
    'agenda_items',
    'contributions',
    'actions',
    'minutes',
    'minuted_items',
    'referrals',
    'cases',
  ]
  const before = await standing(world, ...tables)
  expect(await as[who](operation, call)).toMatchObject({ status, body: { code } })
  expect(await standing(world, ...tables)).toEqual(before)
}

describe('signing and opening', () => {
  it('ACC-5, MTG-6 a signature opens the papers, names who is present, and is one however often it is given', async () => {
    const item = await listed()
    const params = { meetingId: item.meetingId }
    const before = (await as.housing(contract.readMeeting, { params })).body
    expect(before).toMatchObject({
      signedByMe: false,
      present: [],
      items: 1,
      agenda: [{ position: 1, light: 'red', basisInForce: true }],
    })
    expect(before.confidentialityText).toContain('strictly confidential')
    expect(JSON.stringify(before)).not.toContain('Rosa')

    for (const status of [201, 201])
      expect(await as.housing(contract.signMeeting, { params, body: { agreed: true } })).toMatchObject({
        status,
        body: { signedByMe: true, version: 1, present: [{ name: 'Sam Osei', agencyName: 'Harbour Homes' }] },
      })
    expect(await rows('SELECT 1 FROM meeting_signatures')).toHaveLength(1)
    expect((await itemOf(item, 'housing')).name).toBe('Rosa')
    expect((await as.lettings(contract.readMeeting, { params })).body.signedByMe).toBe(false)
  })

  it.each([
    ['read an item', contract.readItem, {}],
    ['record a plan', contract.recordItem, { body: { riskPlan: 'Patrol' }, version: 1 }],
    ['contribute', contract.contribute, { body: { words: 'Seen' } }],
    ['close an item', contract.closeItem, { body: {}, version: 1 }],
    ['defer an item', contract.deferItem, { body: { reason: 'Later' }, version: 1 }],
  ] as const)(
    'ACC-5 nobody may %s before signing, and the attempt is on record',
    async (_, operation, call) => {
      const item = await listed()
      await opened(item.meetingId)
      await rows('DELETE FROM meeting_signatures')
      await refused(
        'coordinator',
        operation,
        { params: { itemId: item.itemId }, ...call } as never,
        403,
        'meeting.confidentiality_unsigned',
      )
      expect(
        await rows(`SELECT 1 FROM audit_events WHERE action = 'access.denied' AND subject_id = $1`, [
          item.itemId,
        ]),
      ).not.toHaveLength(0)
    },
  )

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
      await refused(who, contract.openMeeting, { params: { meetingId }, body: {}, version }, status, code)
    },
  )
})

describe('one case', () => {
  it('CON-4, MTG-7 an item opens with her voice, and keeps what each agency says and what is decided', async () => {
    const item = await listed()
    await opened(item.meetingId)
    const params = { itemId: item.itemId }
    await done(as.health, contract.contribute, { params, body: { words: 'Seen at A&E twice this month.' } })
    await done(as.chair, contract.contribute, {
      params,
      body: { words: 'A room is free from Monday.', agencyId: agencies.housing },
    })
    await done(as.chair, contract.recordItem, {
      params,
      body: { riskPlan: 'Patrol', supportPlan: 'A room' },
      version: 1,
    })
    await done(as.chair, contract.recordItem, { params, body: { riskPlan: 'Patrol from 22:00' }, version: 2 })
    const action = await agree(item)

    const read = await itemOf(item, 'housing')
    expect(read).toMatchObject({
      name: 'Rosa',
      version: 3,
      asks: 'A plan that keeps her safe this month',
      herVoice: [{ words: 'I want somewhere with a lock.', worries: null, given: 'to the referrer' }],
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
    await opened(item.meetingId)
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
    expect(await rows(`SELECT 1 FROM outbox_events WHERE type = 'action.agreed'`)).toHaveLength(1)
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
      await opened(item.meetingId)
      const call = { params: { itemId: item.itemId }, body: { ...action, ...owner } }
      await refused('chair', contract.agreeAction, call, status, code)
      expect((await as.chair(contract.agreeAction, call)).body).toMatchObject({ errors: [{ pointer }] })
    },
  )

  it.each(['planned', 'closed'] as const)(
    'MTG-7 nothing is written into an item while its meeting is %s',
    async (state) => {
      const item = await listed()
      await sign(item.meetingId, 'chair', 'housing')
      await rows('UPDATE meetings SET state = $1 WHERE id = $2', [state, item.meetingId])
      const params = { itemId: item.itemId }
      await refused(
        'chair',
        contract.recordItem,
        { params, body: { riskPlan: 'x' }, version: 1 },
        409,
        'meeting.wrong_state',
      )
      await refused(
        'housing',
        contract.contribute,
        { params, body: { words: 'x' } },
        409,
        'meeting.wrong_state',
      )
      await refused('chair', contract.closeItem, { params, body: {}, version: 1 }, 409, 'meeting.wrong_state')
    },
  )

  it('MTG-7 two who write at once: one is kept, the other is told, and who only adds is never told to start again', async () => {
    const item = await listed()
    await opened(item.meetingId)
    const params = { itemId: item.itemId }
    const write = (who: 'chair' | 'coordinator') =>
      as[who](contract.recordItem, { params, body: { riskPlan: who }, version: 1 })
    const answers = await Promise.all([
      write('chair'),
      write('coordinator'),
      as.housing(contract.contribute, { params, body: { words: 'x' } }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 201, 412])
    expect((await itemOf(item)).version).toBe(2)
  })

  it('ACC-2, ACC-6 an agency that she said no to finds no item, line or count of hers', async () => {
    const item = await listed()
    const shared = await listed({ agrees: ['lantern', 'police'] })
    await sign(item.meetingId, 'police')
    await refused('police', contract.readItem, { params: { itemId: item.itemId } }, 404, 'not_found')
    const { body } = await as.police(contract.readMeeting, { params: { meetingId: item.meetingId } })
    expect(body).toMatchObject({ items: 1, agenda: [{ id: shared.itemId, position: 1 }] })
    await refused(
      'housing',
      contract.contribute,
      { params: { itemId: shared.itemId }, body: { words: 'x' } },
      404,
      'not_found',
    )
  })

  it('ACC-4 a member speaks for the own agency alone', async () => {
    const item = await listed()
    await opened(item.meetingId)
    const call = { params: { itemId: item.itemId }, body: { words: 'x', agencyId: agencies.housing } }
    await refused('health', contract.contribute, call, 403, 'access.not_permitted')
    const unknown = { params: { itemId: item.itemId }, body: { words: 'x', agencyId: newId() } }
    await refused('chair', contract.contribute, unknown, 422, 'reference.unknown')
  })
})

describe('discussed, deferred, carried', () => {
  it('REF-11 a discussed case takes its referral along, with history, and is closed for writing', async () => {
    const item = await listed()
    await opened(item.meetingId)
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
    await refused(
      'chair',
      contract.recordItem,
      { params: { itemId: item.itemId }, body: { riskPlan: 'x' }, version: 2 },
      409,
      'item.closed',
    )
  })

  it('MTG-3 a deferred case stands on the next meeting’s agenda, and its referral says why', async () => {
    const item = await listed()
    await opened(item.meetingId)
    const reason = 'Her key worker is ill.'
    const deferred = await done(as.chair, contract.deferItem, {
      params: { itemId: item.itemId },
      body: { reason },
      version: 1,
    })
    expect(deferred).toMatchObject({ state: 'deferred', deferredFor: reason })

    const next = (await as.chair(contract.readMeeting, { params: { meetingId: await coming(1) } })).body
    expect(next.agenda).toMatchObject([
      { caseId: item.caseId, state: 'listed', light: 'red', referralId: item.referralId },
    ])
    const { body } = await as.outreach(readReferral, { params: { referralId: item.referralId } })
    expect(body).toMatchObject({ state: 'listed', meetingStartsAt: next.startsAt })
    expect(body.history.at(-1)).toMatchObject({ field: 'meeting', to: next.startsAt, reason })
  })

  it('MTG-3 with no meeting planned after it, nothing is deferred', async () => {
    const item = await listed()
    await opened(item.meetingId)
    await rows(`UPDATE meetings SET state = 'closed' WHERE id <> $1`, [item.meetingId])
    await refused(
      'chair',
      contract.deferItem,
      { params: { itemId: item.itemId }, body: { reason: 'x' }, version: 1 },
      409,
      'meeting.wrong_state',
    )
  })

  it('ACT-1, ACT-2 what stays open comes back with the case: shown at its next item, and carried forward once discussed', async () => {
    const first = await listed()
    await opened(first.meetingId)
    const [open, done1] = [await agree(first, '2026-05-30'), await agree(first, '2026-03-25')]
    await done(as.housing, completeAction, {
      params: { actionId: done1.id },
      body: { whatHappened: 'Done' },
      version: 1,
    })
    const meetingId = await coming(1)
    await rows(
      `INSERT INTO agenda_items (partnership_id, id, meeting_id, case_id, light, minutes, listed_at) VALUES ($1, $2, $3, $4, 'red', 15, $5)`,
      [world.partnershipId, newId(), meetingId, first.caseId, clock.now()],
    )
    await opened(meetingId)

    const line = (await as.chair(contract.readMeeting, { params: { meetingId } })).body.agenda[0]
    expect(line).toMatchObject({ carriedActions: 1 })
    const second = { ...first, meetingId, itemId: line?.id ?? '' }
    const fresh = await agree(second, '2026-05-30')
    expect(await itemOf(second)).toMatchObject({ carried: [{ id: open.id }], actions: [{ id: fresh.id }] })
    await discuss(second)
    const { body } = await as.housing(readAction, { params: { actionId: open.id } })
    expect(body).toMatchObject({ state: 'carried forward', version: 2, closedAt: null })
    expect(body.history.at(-1)).toMatchObject({ subject: 'action', from: 'open', to: 'carried forward' })
    expect((await as.housing(readAction, { params: { actionId: fresh.id } })).body.state).toBe('open')
  })

  it('MTG-3 the agenda is ordered by light, then by when each case was listed', async () => {
    const green = await listed()
    const second = await listed()
    clock.set('2026-03-02T10:00:00Z')
    const third = await listed()
    await rows(`UPDATE agenda_items SET light = 'green' WHERE id = $1`, [green.itemId])
    const { body } = await as.coordinator(contract.readMeeting, { params: { meetingId: green.meetingId } })
    expect(body.agenda.map(({ id }) => id)).toEqual([second.itemId, third.itemId, green.itemId])
  })
})

describe('closing and minutes', () => {
  const close = (who: PersonName, meetingId: string, version = 2) =>
    as[who](contract.closeMeeting, { params: { meetingId }, body: {}, version })

  it('MTG-8 closing compiles the minutes from what was recorded, sealed case by case', async () => {
    const item = await listed()
    const other = await listed({ agrees: ['lantern', 'health'] })
    await opened(item.meetingId)
    await done(as.housing, contract.contribute, {
      params: { itemId: item.itemId },
      body: { words: 'A room is free.' },
    })
    await done(as.chair, contract.recordItem, {
      params: { itemId: item.itemId },
      body: { riskPlan: 'Patrol' },
      version: 1,
    })
    const action = await agree(item)
    await discuss(item)
    await done(as.chair, contract.deferItem, {
      params: { itemId: other.itemId },
      body: { reason: 'Later' },
      version: 1,
    })
    expect(await close('chair', item.meetingId)).toMatchObject({
      status: 200,
      body: { state: 'closed', version: 3, minutesDistributed: true },
    })

    const { body } = await as.coordinator(contract.readMinutes, { params: { meetingId: item.meetingId } })
    expect(body).toMatchObject({
      version: 1,
      compiledBy: 'Miriam Holt',
      withheld: false,
      items: [
        {
          name: 'Rosa',
          state: 'discussed',
          herVoice: [{ words: 'I want somewhere with a lock.' }],
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
    expect(body.present.map(({ name }) => name).sort()).toEqual([
      'Ada Quist',
      'Dr. Ruth Amadi',
      'Miriam Holt',
      'Sam Osei',
    ])

    const housings = (await as.housing(contract.readMinutes, { params: { meetingId: item.meetingId } })).body
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
    await opened(item.meetingId)
    await discuss(item)
    await close('chair', item.meetingId)
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
    await opened(item.meetingId)
    await discuss(item)
    await close('chair', item.meetingId)
    clock.set('2026-03-13T09:00:00Z')
    await refused('lettings', contract.readMinutes, { params }, 403, 'meeting.confidentiality_unsigned')
    await sign(item.meetingId, 'lettings')
    const { body } = await as.lettings(contract.readMinutes, { params })
    expect(body.items).toHaveLength(1)
    expect(
      (await as.lettings(contract.readMeeting, { params })).body.present.map(({ name }) => name),
    ).not.toContain('Lee Park')
  })

  it('MTG-8 an open meeting has no minutes yet', async () => {
    const item = await listed()
    await opened(item.meetingId)
    await refused('chair', contract.readMinutes, { params: { meetingId: item.meetingId } }, 404, 'not_found')
  })

  it('MTG-7 a meeting is not closed while a case is neither discussed nor deferred, and nothing changes', async () => {
    const item = await listed()
    await opened(item.meetingId)
    await refused(
      'chair',
      contract.closeMeeting,
      { params: { meetingId: item.meetingId }, body: {}, version: 2 },
      409,
      'meeting.items_open',
    )
  })

  it('MTG-8 two who close at once: one wins, the other is told, and there is one set of minutes', async () => {
    const item = await listed()
    await opened(item.meetingId)
    await discuss(item)
    const answers = await Promise.all([close('chair', item.meetingId), close('coordinator', item.meetingId)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(await rows('SELECT 1 FROM minutes')).toHaveLength(1)
    await refused(
      'chair',
      contract.closeMeeting,
      { params: { meetingId: item.meetingId }, body: {}, version: 3 },
      409,
      'meeting.wrong_state',
    )
  })

  it('MTG-7 a word that comes as the meeting closes is in its minutes or refused, never lost between', async () => {
    const item = await listed()
    await opened(item.meetingId)
    await discuss(item)
    await rows(`UPDATE agenda_items SET state = 'listed' WHERE id = $1`, [item.itemId])
    const [said, ended] = await Promise.all([
      as.housing(contract.contribute, { params: { itemId: item.itemId }, body: { words: 'One more thing' } }),
      as.chair(contract.closeItem, { params: { itemId: item.itemId }, body: {}, version: 2 }),
    ])
    expect(ended.status).toBe(200)
    await close('chair', item.meetingId)
    const { body } = await as.chair(contract.readMinutes, { params: { meetingId: item.meetingId } })
    expect(body.items[0]?.contributions).toHaveLength(said.status === 201 ? 1 : 0)
  })
})
