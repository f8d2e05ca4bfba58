import { onTheWall } from '@alongside/shared/agenda/stepping-out'
import { markAttendance } from '@alongside/shared/attendance/contract'
import { closeMeeting, openMeeting, replyToMeeting } from '@alongside/shared/meetings/contract'
import * as room from '@alongside/shared/room/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { openDeputies } from '../../test/given-deputies.ts'
import type { ListedCase } from '../../test/given-meetings.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const {
  world,
  as,
  rows,
  clock,
  agencies,
  within,
  refusal,
  listed,
  sign,
  open,
  itemOf,
  discuss,
  startOver,
  accountOf,
  read,
  refuse,
  naming,
  name,
} = await openDeputies()
const amadi = { name: 'Dr. Ruth Amadi', agencyName: 'Eastmarsh Hospital' }

/** A usual case, and one whose person refuses the agency of chair and coordinator. */
let usual: ListedCase
let hers: ListedCase
beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
  await rows('DELETE FROM meeting_replies')
  const agrees: AgencyName[] = ['lantern', 'health', 'housing']
  usual = await listed({ agrees })
  hers = await listed({ agrees })
  await refuse(hers)
})

/** Everything that a chair does with an item. */
const chairing = async ({ itemId }: ListedCase, version: number) => {
  const params = { itemId }
  const agreed = {
    ownerAgencyId: agencies.housing,
    what: 'A room',
    why: 'He knows the stairwell',
    dueOn: '2026-03-20',
  }
  return [
    [room.callItem, { params, body: {} }],
    [room.confirmSteppedOut, { params, body: { people: [await accountOf('chair')] } }],
    [room.startItem, { params, body: {} }],
    [room.recordItem, { params, version, body: { riskPlan: 'Patrol' } }],
    [room.agreeAction, { params, body: agreed }],
    [room.closeItem, { params, version, body: {} }],
    [room.deferItem, { params, version, body: { reason: 'Her worker is ill' } }],
  ] as const
}

it('ACC-9 ACC-8 MTG-7 a deputy chairs what neither chair nor coordinator may hear, from the call to the end', async () => {
  const params = { itemId: hers.itemId }
  // Told that a deputy is needed: who coordinates, and nothing of her; who sees the case.
  const reference = (await read('health', hers)).agenda.find(({ id }) => id === hers.itemId)!.caseReference
  for (const who of ['coordinator', 'chair'] as const) {
    const meeting = await read(who, hers)
    expect(meeting).toMatchObject({ deputy: null, deputyNeeded: true, leftToDeputy: true })
    const work = await done(as[who], readMyWork, {})
    expect(work.deputiesNeeded).toMatchObject([{ meetingId: hers.meetingId, needs: 'deputy' }])
    for (const told of [meeting, work.deputiesNeeded]) {
      expect(JSON.stringify(told)).not.toContain(reference)
      expect(JSON.stringify(told)).not.toContain(hers.itemId)
      expect(JSON.stringify(told)).not.toContain(hers.caseId)
    }
  }
  expect(await read('housing', hers)).toMatchObject({
    deputy: null,
    deputyNeeded: false,
    leftToDeputy: false,
  })
  expect((await done(as.housing, readMyWork, {})).deputiesNeeded).toEqual([])
  expect(await itemLine('housing')).toMatchObject({ needsDeputy: true, chairedBy: null })

  // Named, told, and known to who may see the case.
  const { items } = await done(as.coordinator, room.listDeputies, { params: { meetingId: hers.meetingId } })
  expect(items).toContainEqual(expect.objectContaining(amadi))
  expect(items.map(({ agencyId }) => agencyId)).not.toContain(agencies.lantern)
  expect(await name(hers, 'health', 'health')).toMatchObject({ deputy: amadi, deputyNeeded: false })
  await world.runJobs()
  const told = async (who: PersonName) =>
    (await done(as[who], listNotifications, {})).items.filter(({ kind }) => kind === 'meeting_deputy_named')
  expect(await told('health')).toMatchObject([{ subjectId: hers.meetingId, reference: null }])
  expect(await told('housing')).toEqual([])
  expect((await done(as.coordinator, readMyWork, {})).deputiesNeeded).toEqual([])
  expect(await read('health', hers)).toMatchObject({ deputy: amadi })
  expect(await read('police', hers)).toMatchObject({ deputy: null })
  expect(await itemLine('housing')).toMatchObject({ needsDeputy: true, chairedBy: amadi })
  expect((await itemLine('housing', usual))!).toMatchObject({ needsDeputy: false, chairedBy: null })

  // In the room: the chair’s own case first; then the deputy’s.
  await sign(hers.meetingId, 'chair', 'coordinator', 'housing', 'health')
  const opening = { params: { meetingId: hers.meetingId }, body: {} }
  await done(as.chair, openMeeting, { ...opening, version: (await read('chair', hers)).version })
  await done(as.chair, room.startItem, { params: { itemId: usual.itemId }, body: {} })
  await discuss(usual)
  const closing = {
    params: { meetingId: hers.meetingId },
    body: {},
    version: (await read('chair', hers)).version,
  }
  expect(await refusal('chair', closeMeeting, closing)).toEqual([422, 'meeting.items_open'])
  await done(as.health, room.callItem, { params, body: {} })
  const wall = async (who: PersonName) => onTheWall(await read(who, hers))
  expect(await wall('health')).toMatchObject({ shows: 'stepping out' })
  expect(JSON.stringify(await read('chair', hers))).not.toContain(hers.itemId)
  expect(await refusal('health', room.startItem, { params, body: {} })).toEqual([409, 'item.must_step_out'])
  const { stepOut } = await itemOf(hers, 'health')
  expect(stepOut.map((one) => one.name).toSorted()).toEqual(['Ada Quist', 'Miriam Holt'])
  const people = stepOut.map(({ accountId }) => accountId)
  await done(as.health, room.confirmSteppedOut, { params, body: { people } })
  await done(as.health, room.startItem, { params, body: {} })
  expect(await wall('housing')).toMatchObject({ shows: 'the case', line: { chairedBy: amadi } })
  const words = { words: 'Said by housing', agencyId: agencies.housing }
  await done(as.health, room.contribute, { params, body: words })
  const [, , , record, agree] = await chairing(hers, 1)
  await done(as.health, record[0], record[1])
  await done(as.health, agree[0], agree[1])
  const { version } = await itemOf(hers, 'health')
  expect(await done(as.health, room.closeItem, { params, version, body: {} })).toMatchObject({
    state: 'discussed',
    record: { riskPlan: 'Patrol' },
    actions: [{ what: 'A room' }],
  })
  expect(await read('chair', hers)).toMatchObject({ leftToDeputy: false, deputyNeeded: false })
  await done(as.chair, closeMeeting, { ...closing, version: (await read('chair', hers)).version })
})

const itemLine = async (who: PersonName, item = hers) =>
  (await read(who, item)).agenda.find(({ id }) => id === item.itemId)

it('ACC-9 ACC-6 nobody else chairs it, and the deputy chairs nothing else; nothing changes', async () => {
  await sign(hers.meetingId, 'constable', 'police')
  await open(hers.meetingId)
  for (const named of [false, true]) {
    if (named) await name(hers, 'health', 'health')
    for (const [operation, call] of await chairing(hers, 1)) {
      const as = (who: PersonName) => refusal(who, operation as typeof room.callItem, call as never)
      // To who steps out, and to who never saw it, there is no such item.
      for (const who of ['chair', 'coordinator', 'police', 'constable'] as const)
        expect([operation.id, who, ...(await as(who))]).toEqual([operation.id, who, 404, 'not_found'])
      const others: PersonName[] = ['housing', ...(named ? [] : (['health'] as const))]
      for (const who of others)
        expect([operation.id, who, ...(await as(who))]).toEqual([
          operation.id,
          who,
          403,
          'access.not_permitted',
        ])
    }
    for (const [operation, call] of await chairing(usual, 1))
      for (const who of ['health', 'housing'] as const)
        expect([
          operation.id,
          ...(await refusal(who, operation as typeof room.callItem, call as never)),
        ]).toEqual([operation.id, 403, 'access.not_permitted'])
  }
  const speaks = {
    params: { itemId: hers.itemId },
    body: { words: 'For another', agencyId: agencies.health },
  }
  expect(await refusal('housing', room.contribute, speaks)).toEqual([403, 'access.not_permitted'])
})

it('ACC-9 the deputy puts a case off as the chair would, before the meeting too', async () => {
  await name(hers, 'health', 'health')
  await sign(hers.meetingId, 'health')
  const deferral = { params: { itemId: hers.itemId }, version: 1, body: { reason: 'Her worker is ill' } }
  expect(await refusal('health', room.callItem, { ...deferral, body: {} } as never)).toEqual([
    409,
    'meeting.wrong_state',
  ])
  expect(await done(as.health, room.deferItem, deferral)).toMatchObject({ state: 'deferred' })
  expect(await read('coordinator', hers)).toMatchObject({ leftToDeputy: false, deputyNeeded: false })
  expect(await refusal('health', room.deferItem, { ...deferral, version: 2 })).toEqual([409, 'item.closed'])
})

it('ACC-9 who names a deputy, and whom: by coordinator or chair, a lead of another agency who attends', async () => {
  const call = await naming(hers, 'health', 'health')
  for (const who of ['health', 'housing', 'outreach'] as const) {
    expect(await refusal(who, room.nameDeputy, call)).toEqual([403, 'access.not_permitted'])
    expect((await as[who](room.listDeputies, { params: call.params })).status).toBe(403)
  }
  const nobody = [422, 'reference.unknown']
  for (const [who, agency] of [
    ['midwife', 'health'],
    ['lettings', 'housing'],
    ['coordinator', 'lantern'],
    ['chair', 'lantern'],
    // In an agency that is not hers.
    ['health', 'housing'],
  ] as const)
    expect([who, ...(await refusal('chair', room.nameDeputy, await naming(hers, who, agency)))]).toEqual([
      who,
      ...nobody,
    ])
  await done(as.health, replyToMeeting, { params: call.params, body: { answer: 'cannot_come' } })
  expect(await refusal('chair', room.nameDeputy, call)).toEqual(nobody)
  await done(as.health, replyToMeeting, { params: call.params, body: { answer: 'can_come' } })
  expect(await refusal('chair', room.nameDeputy, { ...call, version: 99 })).toEqual([412, 'version.stale'])

  // Twice at once: one of them.
  const both = await Promise.all([
    as.chair(room.nameDeputy, call),
    as.coordinator(room.nameDeputy, await naming(hers, 'housing', 'housing')),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  // The same again changes nothing; another takes her place, and who was it stays on record.
  await name(hers, 'health', 'health')
  const { version } = await name(hers, 'health', 'health')
  expect((await name(hers, 'health', 'health')).version).toBe(version)
  await name(hers, 'housing', 'housing', 'coordinator')
  expect(await itemLine('health')).toMatchObject({ chairedBy: { name: 'Sam Osei' } })
  const kept = await rows<{ standing: boolean }>(
    'SELECT replaced_at IS NULL AS standing FROM meeting_deputies',
  )
  expect(kept.filter(({ standing }) => standing)).toHaveLength(1)
  expect(kept.length).toBeGreaterThan(1)
})

it('ACC-9 MTG-6 while her case is spoken of the deputy records who came and left, and before and after it the chair does', async () => {
  await name(hers, 'health', 'health')
  await sign(hers.meetingId, 'chair', 'coordinator', 'health', 'housing')
  const opening = { params: { meetingId: hers.meetingId }, body: {} }
  clock.set('2026-03-12T10:00:00Z')
  await done(as.chair, openMeeting, { ...opening, version: (await read('chair', hers)).version })
  clock.set('2026-03-12T10:30:00Z')
  const came = {
    params: { meetingId: hers.meetingId },
    body: {
      ...{ accountId: await accountOf('housing'), agencyId: agencies.housing },
      ...{ mark: 'came' as const, at: '2026-03-12T10:15:00Z' },
    },
  }
  const keeps = async (who: PersonName) => (await read(who, hers)).keepsAttendance
  const refused = [403, 'access.not_permitted']
  expect([await keeps('chair'), await keeps('health'), await keeps('housing')]).toEqual([true, false, false])
  expect(await refusal('health', markAttendance, came)).toEqual(refused)

  const item = { params: { itemId: hers.itemId }, body: {} }
  await done(as.health, room.callItem, item)
  expect(await keeps('health')).toBe(true)
  const { stepOut } = await itemOf(hers, 'health')
  const people = stepOut.map(({ accountId }) => accountId)
  await done(as.health, room.confirmSteppedOut, { params: item.params, body: { people } })
  await done(as.health, room.startItem, item)
  expect([await keeps('health'), await keeps('housing')]).toEqual([true, false])
  expect(await refusal('housing', markAttendance, came)).toEqual(refused)
  await done(as.health, markAttendance, came)
  await done(as.health, room.closeItem, {
    ...item,
    version: (await itemOf(hers, 'health')).version,
  })
  expect(await keeps('health')).toBe(false)
  expect(await refusal('health', markAttendance, came)).toEqual(refused)
})

it('ACC-9 a deputy who cannot come, or may not hear it herself, is none for it: another is needed', async () => {
  await name(hers, 'police', 'police')
  expect(await read('coordinator', hers)).toMatchObject({
    deputyNeeded: true,
    deputy: { name: 'Det. Sgt. Neil Vale' },
  })
  expect(await itemLine('housing')).toMatchObject({ chairedBy: null })
  await name(hers, 'health', 'health')
  const params = { meetingId: hers.meetingId }
  await done(as.health, replyToMeeting, { params, body: { answer: 'cannot_come' } })
  expect(await read('coordinator', hers)).toMatchObject({ deputyNeeded: true, deputy: null })
  expect(await itemLine('housing')).toMatchObject({ chairedBy: null })
})

it('ACC-8 ACC-9 whom she refuses in person of the two steps out, and the other chairs as ever', async () => {
  await refuse(usual, await accountOf('coordinator'))
  expect(await itemLine('chair', usual)).toMatchObject({ needsDeputy: false, chairedBy: null })
  await refuse(usual, await accountOf('chair'))
  expect(await itemLine('chair', usual)).toBeUndefined()
  expect(await itemLine('health', usual)).toMatchObject({ needsDeputy: true })
})

it('ACC-9 the database lets nobody name a deputy but who coordinates', async () => {
  const insert = `INSERT INTO meeting_deputies (id, meeting_id, account_id, agency_id, named_by, named_at)
    VALUES (gen_random_uuid(), '${hers.meetingId}', '${await accountOf('health')}', '${agencies.health}', app.account_id(), now())`
  await expect(within(emailOf('health'), (client) => client.query(insert))).rejects.toThrow(
    /row-level security/,
  )
  await name(hers, 'health', 'health')
  const end = await within(emailOf('housing'), (client) =>
    client.query('UPDATE meeting_deputies SET replaced_at = now()'),
  )
  expect(end.rowCount).toBe(0)
  const told = (who: PersonName) =>
    within(emailOf(who), async (client) => {
      const text =
        'SELECT (SELECT count(*) FROM app.deputies($1, $2))::int AS deputies, l.* FROM app.left_to_others($1, $2) l'
      return (await client.query(text, [hers.meetingId, ['lead_member', 'chair', 'coordinator']]))
        .rows[0] as object
    })
  expect(await told('housing')).toEqual({
    deputies: 0,
    wanted: false,
    left_to_deputy: false,
    left_to_other: false,
    unchaired: false,
  })
})
