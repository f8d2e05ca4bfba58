import { callEmergencyMeeting } from '@alongside/shared/emergency/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { closeMeeting, openMeeting, readMeeting, signMeeting } from '@alongside/shared/meetings/contract'
import {
  distributeMinutes,
  editMinutedItem,
  readMinutes,
  readMinutesDraft,
} from '@alongside/shared/minutes/contract'
import * as room from '@alongside/shared/room/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { type AgencyName, emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T23:40:00Z')
const { as, rows, agencies } = world
await givenCalendar(world)

const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const tables = ['meetings', 'agenda_items', 'meeting_deputies', 'meeting_turns', 'minutes', 'minuted_items']
const refusal = ((who: PersonName, operation: never, call: never) =>
  refusalOf(world, tables, as[who], operation, call)) as <C extends Parameters<typeof refusalOf>[3]>(
  who: PersonName,
  operation: C,
  call: Parameters<typeof refusalOf<C>>[4],
) => Promise<unknown[]>

/** Called by the coordinator; then she says that the coordinator's agency must hear no more. */
async function called(...who: PersonName[]) {
  const { id: referralId, caseId } = await givenSubmitted(world, {
    agrees: ['lantern', 'health', 'housing', 'clinic'],
  })
  const people = await Promise.all(who.map(accountOf))
  const { id: meetingId, agenda } = await done(as.coordinator, callEmergencyMeeting, {
    params: { referralId },
    body: { people, mode: 'phone', where: 'The conference line, code 4711' },
  })
  const refuse = () =>
    done(as.health, recordLimit, {
      params: { caseId: caseId! },
      body: { kind: 'agency', agencyId: agencies.lantern, saidOn: '2026-03-02' },
    })
  return { caseId: caseId!, itemId: agenda[0]!.id, params: { meetingId }, refuse }
}
const read = (who: PersonName, params: { meetingId: string }) => done(as[who], readMeeting, { params })
const naming = async (
  params: { meetingId: string },
  who: PersonName,
  agency: AgencyName,
  reader: PersonName = 'housing',
) => ({
  params,
  version: (await read(reader, params)).version,
  body: { accountId: await accountOf(who), agencyId: agencies[agency] },
})

it('ACC-9 MTG-5 an emergency that neither chair nor coordinator may hear any more is run by a deputy, from its opening to its minutes', async () => {
  const { itemId, params, refuse } = await called('health', 'housing', 'coordinator', 'lettings')
  expect(await read('coordinator', params)).toMatchObject({
    runs: true,
    namesDeputy: true,
    deputyNeeded: false,
  })
  expect(await read('housing', params)).toMatchObject({ runs: false, namesDeputy: false })
  await refuse()

  // They know of it no more; who was called, and may hear it, is asked for a deputy.
  for (const who of ['coordinator', 'chair'] as const)
    expect((await as[who](readMeeting, { params })).status).toBe(404)
  const needs = async (who: PersonName) =>
    (await done(as[who], readMyWork, {})).deputiesNeeded.map(({ meetingId, needs }) => [meetingId, needs])
  for (const who of ['housing', 'health', 'lettings'] as const) {
    expect(await needs(who)).toEqual([[params.meetingId, 'emergency']])
    expect(await read(who, params)).toMatchObject({ namesDeputy: true, deputyNeeded: true, deputy: null })
  }
  for (const who of ['coordinator', 'chair', 'clinic'] as const) expect(await needs(who)).toEqual([])
  const { items } = await done(as.housing, room.listDeputies, { params })
  expect(items.map(({ name }) => name).toSorted()).toEqual(['Dr. Ruth Amadi', 'Lee Park', 'Sam Osei'])

  const named = await done(as.housing, room.nameDeputy, await naming(params, 'health', 'health'))
  expect(named).toMatchObject({ deputyNeeded: false, deputy: { name: 'Dr. Ruth Amadi' }, runs: false })
  await world.runJobs()
  const told = (await done(as.health, listNotifications, {})).items
  expect(told.filter(({ kind }) => kind === 'meeting_deputy_named')).toMatchObject([
    { subjectId: params.meetingId },
  ])
  expect(await needs('health')).toEqual([])
  expect(await read('health', params)).toMatchObject({ runs: true })

  for (const who of ['health', 'housing'] as const)
    await done(as[who], signMeeting, { params, body: { agreed: true } })
  const version = async () => (await read('health', params)).version
  await done(as.health, openMeeting, { params, version: await version(), body: {} })
  const item = { params: { itemId } }
  await done(as.health, room.startItem, { ...item, body: {} })
  await done(as.health, room.recordItem, { ...item, version: 1, body: { riskPlan: 'A room tonight' } })
  const close = async () => ({ params, version: await version(), body: {} })
  expect(await refusal('health', closeMeeting, await close())).toEqual([422, 'meeting.items_open'])
  await done(as.health, room.closeItem, {
    ...item,
    version: (await done(as.health, room.readItem, item)).version,
    body: {},
  })
  expect(await refusal('housing', closeMeeting, await close())).toEqual([403, 'access.not_permitted'])
  expect(await done(as.health, closeMeeting, await close())).toMatchObject({ state: 'closed' })

  const [drafted] = (await done(as.health, readMinutesDraft, { params })).items
  await done(as.health, editMinutedItem, {
    params: { minutedItemId: drafted!.id },
    version: drafted!.version,
    body: { record: { riskPlan: 'A room with a lock tonight' } },
  })
  const draft = await done(as.health, readMinutesDraft, { params })
  expect(await refusal('housing', distributeMinutes, { params, version: draft.version, body: {} })).toEqual([
    403,
    'access.not_permitted',
  ])
  await done(as.health, distributeMinutes, { params, version: draft.version, body: {} })
  expect((await done(as.housing, readMinutes, { params })).items).toMatchObject([
    { record: { riskPlan: 'A room with a lock tonight' }, chairedBy: { name: 'Dr. Ruth Amadi' } },
  ])
  for (const who of ['coordinator', 'police'] as const)
    expect((await as[who](readMinutes, { params })).status).toBe(404)
})

it('ACC-9 MTG-5 nobody else names her, or runs it; nothing changes', async () => {
  const { params, refuse } = await called('health', 'housing', 'lettings')
  // While chair and coordinator may hear it, it is theirs.
  expect(await refusal('housing', room.nameDeputy, await naming(params, 'health', 'health'))).toEqual([
    403,
    'access.not_permitted',
  ])
  await refuse()
  const call = await naming(params, 'health', 'health')
  const opening = { params, version: call.version, body: {} }
  for (const [who, refused] of [
    ['coordinator', [404, 'not_found']],
    ['chair', [404, 'not_found']],
    ['police', [404, 'not_found']],
    ['midwife', [403, 'access.not_permitted']],
    // She leads, and was not called.
    ['clinic', [403, 'access.not_permitted']],
  ] as const) {
    expect([who, await refusal(who, room.nameDeputy, call)]).toEqual([who, refused])
    expect([who, await refusal(who, openMeeting, opening)]).toEqual([who, refused])
  }
  expect(await refusal('health', openMeeting, opening)).toEqual([403, 'access.not_permitted'])
  for (const [who, agency] of [
    ['clinic', 'clinic'],
    ['midwife', 'health'],
    ['coordinator', 'lantern'],
  ] as const)
    expect([who, await refusal('housing', room.nameDeputy, await naming(params, who, agency))]).toEqual([
      who,
      [422, 'reference.unknown'],
    ])
  await done(as.housing, room.nameDeputy, call)
  const { version } = await read('health', params)
  expect(await refusal('health', openMeeting, { ...opening, version })).toEqual([
    403,
    'meeting.confidentiality_unsigned',
  ])
})
