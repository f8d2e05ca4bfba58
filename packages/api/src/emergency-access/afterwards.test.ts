import {
  endEmergencyAccess,
  listEmergencyAccesses,
  openEmergencyAccess,
  readEmergencyAccess,
  reviewEmergencyAccess,
  tellEmergencyAccess,
} from '@alongside/shared/emergency-access/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess } from '../../test/given.ts'
import { emergencyTables, openEmergencies } from '../../test/given-emergencies.ts'
import { refusalOf, standing } from '../../test/standing.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

// ACC-7: how an emergency access ends, who is told of it, and who looks at it afterwards.

const { world, as, clock, givenCase, ask, told, statusOf } = await openEmergencies()

it('ACC-7 its holder ends it, or the coordinator does at once, who is told; nobody else', async () => {
  const { caseId, reference } = await givenCase()
  const mine = await givenEmergencyAccess(world, 'police', reference)
  const call = { params: { accessId: mine.accessId } }
  expect(await refusalOf(world, emergencyTables, as.constable, endEmergencyAccess, call)).toEqual([
    404,
    'not_found',
  ])
  clock.set('2026-03-31T19:30:00Z')
  const ended = await done(as.coordinator, endEmergencyAccess, call)
  expect(ended).toMatchObject({ until: '2026-03-31T19:30:00Z', endedBy: 'Ada Quist' })
  expect(await statusOf('police', caseId)).toBe(404)
  expect(await told('police', 'emergency_access_ended', mine.accessId)).toBe(1)
  expect(await refusalOf(world, emergencyTables, as.coordinator, endEmergencyAccess, call)).toEqual([
    409,
    'emergency_access.ended',
  ])
  const again = await givenEmergencyAccess(world, 'constable', reference)
  await done(as.constable, endEmergencyAccess, { params: { accessId: again.accessId } })
  expect(await statusOf('constable', caseId)).toBe(404)
})

it('ACC-7 afterwards she is asked what she did, and somebody else says whether it was right', async () => {
  const { reference } = await givenCase()
  const { accessId } = await givenEmergencyAccess(world, 'police', reference)
  const params = { accessId }
  clock.set('2026-04-01T08:00:00Z')
  expect(await told('police', 'emergency_access_to_tell', accessId)).toBe(1)
  const waiting = async (who: PersonName) =>
    (await done(as[who], readMyWork)).emergencyAccesses.some(({ id }) => id === accessId)
  expect([await waiting('police'), await waiting('coordinator'), await waiting('chair')]).toEqual([
    true,
    true,
    false,
  ])
  const { version } = await done(as.police, readEmergencyAccess, { params })
  const account = { words: 'Rang her sister, whom she wants told.' }
  const toldOf = await done(as.police, tellEmergencyAccess, { params, version, body: account })
  expect(toldOf).toMatchObject({ told: account.words, toldAt: '2026-04-01T08:00:00Z' })
  expect(await waiting('police')).toBe(false)

  const review = { finding: 'not_right', words: 'It was not right, because the ward knew already.' } as const
  const call = { params, version: toldOf.version, body: review }
  expect((await as.police(reviewEmergencyAccess, call)).status).toBe(403)
  expect(await refusalOf(world, emergencyTables, as.chair, reviewEmergencyAccess, call)).toEqual([
    409,
    'emergency_access.for_another',
  ])
  const reviewed = await done(as.coordinator, reviewEmergencyAccess, call)
  expect(reviewed).toMatchObject({ ...review, reviewedBy: 'Ada Quist' })
  expect(await told('police', 'emergency_access_reviewed', accessId)).toBe(1)
  expect(
    await refusalOf(world, emergencyTables, as.police, tellEmergencyAccess, {
      params,
      version: reviewed.version,
      body: account,
    }),
  ).toEqual([409, 'emergency_access.not_over'])
  expect(await done(as.police, readEmergencyAccess, { params })).toMatchObject(review)
  expect((await done(as.constable, listEmergencyAccesses)).items.map(({ id }) => id)).not.toContain(accessId)
})

it('ACC-7 nobody looks at her own: a coordinator’s goes to the chair', async () => {
  const { caseId, reference } = await givenCase()
  const { accessId } = await givenEmergencyAccess(world, 'coordinator', reference)
  const params = { accessId }
  const { version, forChair } = await done(as.coordinator, readEmergencyAccess, { params })
  expect(forChair).toBe(true)
  const call = { params, version, body: reviewEmergencyAccess.example }
  expect(await refusalOf(world, emergencyTables, as.coordinator, reviewEmergencyAccess, call)).toEqual([
    409,
    'emergency_access.for_another',
  ])
  expect([
    await told('chair', 'emergency_access_to_review', accessId),
    await told('coordinator', 'emergency_access_to_review', accessId),
    await told('coordinator', 'emergency_access_taken', caseId),
  ]).toEqual([1, 0, 0])
  await done(as.chair, reviewEmergencyAccess, call)
})

it('ACC-7 what nobody looked at within one working day goes up: the chair is told too, and then who referred her', async () => {
  const { caseId, reference } = await givenCase()
  const { accessId } = await givenEmergencyAccess(world, 'police', reference)
  const late = (who: PersonName) => told(who, 'emergency_access_unreviewed', accessId)
  expect(await done(as.police, readEmergencyAccess, { params: { accessId } })).toMatchObject({
    reviewDueAt: '2026-04-01T22:59:59Z',
  })
  clock.set('2026-04-01T22:59:58Z')
  expect([await late('coordinator'), await late('chair')]).toEqual([0, 0])
  clock.set('2026-04-01T22:59:59Z')
  expect([await late('coordinator'), await late('chair')]).toEqual([1, 1])
  clock.set('2026-04-02T12:00:00Z')
  expect(await told('outreach', 'emergency_access_not_reviewed', caseId)).toBe(1)
  expect([await late('coordinator'), await late('chair')]).toEqual([1, 1])
})

it('ACC-7 a read of what waits changes nothing', async () => {
  const { reference } = await givenCase()
  const { accessId } = await givenEmergencyAccess(world, 'police', reference)
  const before = await standing(world, ...emergencyTables)
  await done(as.police, readEmergencyAccess, { params: { accessId } })
  await done(as.coordinator, readEmergencyAccess, { params: { accessId } })
  // Each look is on record, and nothing else is other.
  const looks = { audited: expect.any(Number) }
  expect({ ...((await standing(world, ...emergencyTables)) as object), ...looks }).toEqual({
    ...(before as object),
    ...looks,
  })
})

it('ACC-7 who referred her, took her consent or holds a promise is told once that it opened, and once that it ended', async () => {
  const { caseId, reference } = await givenCase({ by: 'midwife', agrees: ['lantern', 'health', 'housing'] })
  await done(as.lettings, recordLimit, {
    params: { caseId },
    body: { kind: 'telling', words: 'Never by letter.', saidOn: '2026-03-31' },
  })
  await world.runJobs()
  const heard = new Map<PersonName, string[]>()
  const news = async (who: PersonName) => {
    await world.runJobs()
    const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
    const all = items
      .filter((notice) => notice.reference === reference)
      .map(({ id, kind }) => `${kind} ${id}`)
    const before = heard.get(who) ?? []
    heard.set(who, all)
    return all.filter((one) => !before.includes(one)).map((one) => one.split(' ')[0])
  }
  const concerned = ['midwife', 'lettings'] as const
  for (const who of concerned) await news(who)
  clock.set('2026-03-31T19:25:00Z')
  const { accessId } = await givenEmergencyAccess(world, 'police', reference)
  for (const who of concerned) expect([who, await news(who)]).toEqual([who, ['emergency_access_taken']])
  expect(await news('police')).toEqual([])
  clock.set('2026-03-31T19:30:00Z')
  await done(as.police, endEmergencyAccess, { params: { accessId } })
  for (const who of concerned) expect([who, await news(who)]).toEqual([who, ['sharing_promised']])
})

it('ACC-8 ACC-7 what bears on it is told for as long as she holds it, and to who looks at it; where it is not told, nothing says that nothing bears', async () => {
  const { params, reference } = await givenCase()
  await done(as.outreach, recordLimit, {
    params,
    body: {
      kind: 'purpose',
      purpose: 'immigration_enforcement',
      words: 'Nothing to them',
      saidOn: '2026-03-31',
    },
  })
  const { id, limits } = await ask('police', reference)
  const bearing = async (who: PersonName, accessId: string) =>
    (await done(as[who], readEmergencyAccess, { params: { accessId } })).bearing
  await done(as.police, openEmergencyAccess, { params: { accessId: id } })
  clock.set('2026-03-31T19:36:00Z')
  expect([await bearing('police', id), await bearing('coordinator', id)]).toEqual([
    { limits, bar: null },
    { limits, bar: null },
  ])
  clock.set('2026-03-31T23:20:00Z')
  expect([await bearing('police', id), await bearing('coordinator', id)]).toEqual([
    null,
    { limits, bar: null },
  ])

  const refused = await givenCase({ agrees: ['lantern', 'health'], refuses: ['police'] })
  const barred = await ask('police', refused.reference)
  clock.set('2026-03-31T19:36:00Z')
  expect(await bearing('coordinator', barred.id)).toEqual({ limits: barred.limits, bar: 'she_refused' })
  expect(await bearing('police', barred.id)).toBeNull()
})
