import { listCases, readCase, readCaseAccess, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import {
  askEmergencyAccess,
  endEmergencyAccess,
  listEmergencyAccesses,
  openEmergencyAccess,
  readEmergencyAccess,
  reviewEmergencyAccess,
  tellEmergencyAccess,
} from '@alongside/shared/emergency-access/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { recordCharacteristics } from '@alongside/shared/monitoring/contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess, givenSubmitted } from '../../test/given.ts'
import { refusalOf, standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { withoutConsent } from '../demo/answers.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const begins = '2026-03-31T19:20:00Z'
const world = await openEastmarsh(begins)
const { as, clock, agencies } = world
const reason = 'She is in custody, unwell, and alone; we need to know whom to call.'
const tables = ['emergency_accesses', 'sharing_grants', 'consents', 'limits', 'without_consents']

async function givenCase(given: Parameters<typeof givenSubmitted>[1] = {}) {
  clock.set(begins)
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [], ...given })
  const params = { caseId: caseId ?? '' }
  const { reference, consents } = await done(as.outreach, readCase, { params })
  return { params, caseId: params.caseId, reference, consentId: consents[0]?.id ?? '' }
}
const ask = (who: PersonName, reference: string) =>
  done(as[who], askEmergencyAccess, { body: { reference, reason } })
const told = async (who: PersonName, kind: string, subjectId: string) => {
  await world.runJobs()
  const { items } = await done(as[who], listNotifications, { query: { limit: 100 } })
  return items.filter((notice) => notice.kind === kind && notice.subjectId === subjectId).length
}
const statusOf = async (who: PersonName, caseId: string) =>
  (await as[who](readCase, { params: { caseId } })).status

it('ACC-7 the reason first, then the case: it opens to one person for four hours, and ends by itself', async () => {
  const { params, caseId, reference } = await givenCase()
  const asked = await ask('constable', reference)
  expect(asked).toEqual({ id: asked.id, caseId, limits: [], bar: null })
  expect(await statusOf('constable', caseId)).toBe(404)
  const { until } = await done(as.constable, openEmergencyAccess, { params: { accessId: asked.id } })
  expect(until).toBe('2026-03-31T23:20:00Z')

  const read = await done(as.constable, readCase, { params })
  expect(read.myBases).toEqual(['emergency_access'])
  expect((await done(as.constable, listCases)).items.map(({ id }) => id)).toEqual([caseId])
  expect(await statusOf('police', caseId)).toBe(404)

  clock.set('2026-03-31T23:19:59.999Z')
  expect(await statusOf('constable', caseId)).toBe(200)
  clock.set('2026-03-31T23:20:00Z')
  expect(await statusOf('constable', caseId)).toBe(404)
})

it('ACC-7 it is on the case for all to see, and chair, coordinator, referrer and who took her consent are told at once', async () => {
  const { params, caseId, reference } = await givenCase()
  const { accessId } = await givenEmergencyAccess(world, 'police', reference)
  await done(as.police, readCase, { params })

  const { grants, timeline } = await done(as.coordinator, readCase, { params })
  expect(grants.find(({ basis }) => basis === 'emergency_access')).toMatchObject({
    accountName: 'Det. Sgt. Neil Vale',
    agencyName: 'Eastmarsh Police',
    inForce: true,
  })
  expect(timeline.at(-1)).toMatchObject({
    to: 'emergency_access',
    by: 'Det. Sgt. Neil Vale',
    reason: askEmergencyAccess.example.reason,
  })
  const { items } = await done(as.coordinator, readCaseAccess, { params })
  expect(
    items
      .filter(({ name }) => name === 'Det. Sgt. Neil Vale')
      .map(({ action, basis }) => [action, basis])
      .sort(),
  ).toEqual([
    ['case.emergency_access', 'emergency_access'],
    ['case.read', 'emergency_access'],
    ['emergency_access.asked', null],
  ])
  for (const who of ['coordinator', 'chair', 'outreach'] as const)
    expect([who, await told(who, 'emergency_access_taken', caseId)]).toEqual([who, 1])
  expect(await told('coordinator', 'emergency_access_to_review', accessId)).toBe(1)
  expect(await told('police', 'emergency_access_taken', caseId)).toBe(0)
})

it('ACC-7 its reason is sealed at rest', async () => {
  const [row] = await world.rows<{ reason: Buffer }>('SELECT reason FROM emergency_accesses LIMIT 1')
  expect(row?.reason.includes('custody')).toBe(false)
})

it.each([
  ['ACC-6 for a reference that never was', 'EMP-2026-00000', reason, 404, 'not_found'],
  ['ACC-7 for too short a reason', null, 'I have to know', 400, 'request.invalid'],
  ['ACC-7 for a reason of blanks', null, ' '.repeat(40), 400, 'request.invalid'],
])('%s it is refused, and nothing changes', async (_, other, why, status, code) => {
  const { reference } = await givenCase()
  const call = { body: { reference: other ?? reference, reason: why } }
  expect(await refusalOf(world, tables, as.police, askEmergencyAccess, call)).toEqual([status, code])
})

it('ACC-1 nobody reaches into another partnership by a reference', async () => {
  const { reference } = await givenCase()
  expect((await world.elsewhere(askEmergencyAccess, { body: { reference, reason } })).status).toBe(404)
})

it('ACC-8 nobody of an agency that she refused opens it alone: she is told so once the reason is on record, and not in which words', async () => {
  const { caseId, reference } = await givenCase({ refuses: ['police'] })
  const { id, limits, bar } = await ask('constable', reference)
  expect({ limits, bar }).toEqual({
    limits: [{ kind: 'agency', purpose: null, words: null, saidOn: '2026-03-31', passed: false }],
    bar: 'she_refused',
  })
  const call = { params: { accessId: id } }
  expect(await refusalOf(world, tables, as.constable, openEmergencyAccess, call)).toEqual([
    409,
    'limit.stands',
  ])
  expect(await statusOf('constable', caseId)).toBe(404)
  for (const who of ['coordinator', 'chair'] as const)
    expect([who, await told(who, 'emergency_access_barred', id)]).toEqual([who, 1])
})

it('ACC-8 ACC-6 REF-10 the same no, said on two files of hers, is told once to who asks: twice, it would tell that there are two', async () => {
  const one = await givenCase({ refuses: ['police'] })
  const other = await givenCase({ refuses: ['police'] })
  await done(as.coordinator, joinFiles, {
    params: { caseId: one.caseId },
    body: { joinedCaseId: other.caseId, reason: 'The same birthday' },
  })
  const said = { kind: 'agency', purpose: null, words: null, saidOn: '2026-03-31', passed: false }
  const { id, limits, bar } = await ask('constable', one.reference)
  expect({ limits, bar }).toEqual({ limits: [said], bar: 'she_refused' })
  const { bearing } = await done(as.constable, readEmergencyAccess, { params: { accessId: id } })
  expect(bearing).toEqual({ limits: [said], bar: 'she_refused' })
})

it('ACC-8 ACC-7 what is open ends as she says no to whoever holds it, in her work too, and she is asked what was done', async () => {
  const { params, reference } = await givenCase()
  const { accessId } = await givenEmergencyAccess(world, 'constable', reference)
  const untilInWork = async () =>
    (await done(as.constable, readMyWork)).emergencyAccesses.find(({ id }) => id === accessId)?.until
  expect(await untilInWork()).toBe('2026-03-31T23:20:00Z')
  clock.set('2026-03-31T20:00:00Z')
  await done(as.outreach, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.police, saidOn: '2026-03-31' },
  })
  expect(await untilInWork()).toBe('2026-03-31T20:00:00Z')
  expect(await told('constable', 'emergency_access_to_tell', accessId)).toBe(1)
  expect(
    await world.rows(`SELECT FROM emergency_accesses e JOIN sharing_grants g ON g.emergency_access_id = e.id
      WHERE g.until_at <> e.until_at`),
  ).toEqual([])
})

it('ACC-8 what it must not be used for is said before it opens, and her no to others is not', async () => {
  const { params, reference } = await givenCase({ refuses: ['housing'] })
  const words = 'Nothing to the Home Office, whatever happens.'
  await done(as.outreach, recordLimit, {
    params,
    body: { kind: 'purpose', purpose: 'immigration_enforcement', words, saidOn: '2026-03-31' },
  })
  const { id, limits, bar } = await ask('police', reference)
  expect({ limits, bar }).toEqual({
    limits: [
      { kind: 'purpose', purpose: 'immigration_enforcement', words, saidOn: '2026-03-31', passed: false },
    ],
    bar: null,
  })
  const page = await done(as.police, readEmergencyAccess, { params: { accessId: id } })
  expect(page).toMatchObject({ bearing: { limits, bar: null }, reason, openedAt: null })
  await done(as.police, openEmergencyAccess, { params: { accessId: id } })
})

it('CON-3 ACC-8 after she withdrew nobody opens it alone, until something stands again', async () => {
  const { params, reference, consentId } = await givenCase()
  await done(as.outreach, withdrawConsent, { params: { consentId }, body: { how: 'By text message.' } })
  clock.set('2026-03-31T20:20:00Z')
  const { id, bar } = await ask('police', reference)
  expect(bar).toBe('she_withdrew')
  const call = { params: { accessId: id } }
  expect(await refusalOf(world, tables, as.police, openEmergencyAccess, call)).toEqual([
    409,
    'emergency_access.withdrawn',
  ])
  await done(as.outreach, recordWithoutConsent, {
    params,
    body: withoutConsent([agencies.lantern], { reviewOn: '2026-04-30' }).without ?? {},
  })
  await done(as.police, openEmergencyAccess, call)
})

it('ACC-7 it opens within a quarter of an hour of the reason, once, and to nobody else', async () => {
  const { reference } = await givenCase()
  const { id: accessId } = await ask('police', reference)
  const call = { params: { accessId } }
  const refused = (who: PersonName) => refusalOf(world, tables, as[who], openEmergencyAccess, call)
  expect(await refused('constable')).toEqual([404, 'not_found'])
  expect(await refused('coordinator')).toEqual([404, 'not_found'])
  clock.set('2026-03-31T19:35:00Z')
  expect(await refused('police')).toEqual([409, 'emergency_access.over'])
  clock.set('2026-03-31T19:34:59Z')
  await done(as.police, openEmergencyAccess, call)
  expect(await refused('police')).toEqual([409, 'emergency_access.over'])
})

it('ACC-7 what an emergency alone opens is read, and recorded on as far as the emergency needs: nothing of consent, limits, sharing or grants', async () => {
  const { params, reference } = await givenCase()
  await givenEmergencyAccess(world, 'police', reference)
  const refused = async <C extends Contract>(operation: C, call: Call<C>) =>
    refusalOf(world, tables, as.police, operation, call)
  const readOnly = [403, 'emergency_access.read_only']
  const body = withoutConsent([agencies.lantern], { reviewOn: '2026-04-30' }).without ?? {}
  expect(await refused(recordWithoutConsent, { params, body })).toEqual([403, 'consent.emergency'])
  expect(
    await refused(recordCharacteristics, { params, body: recordCharacteristics.example, version: 1 }),
  ).toEqual(readOnly)
  expect(await refused(recordConsent, { params, body: recordConsent.example })).toEqual([
    403,
    'consent.emergency',
  ])
  const voice = { words: 'She says: ring my sister.', given: 'to_referrer' } as const
  expect((await as.police(recordVoice, { params, body: voice })).status).toBe(201)
  expect((await as.police(openNotification, { params, body: openNotification.example })).status).toBe(201)
})

it('ACC-7 its holder ends it, or the coordinator does at once, who is told; nobody else', async () => {
  const { caseId, reference } = await givenCase()
  const mine = await givenEmergencyAccess(world, 'police', reference)
  const call = { params: { accessId: mine.accessId } }
  expect(await refusalOf(world, tables, as.constable, endEmergencyAccess, call)).toEqual([404, 'not_found'])
  clock.set('2026-03-31T19:30:00Z')
  const ended = await done(as.coordinator, endEmergencyAccess, call)
  expect(ended).toMatchObject({ until: '2026-03-31T19:30:00Z', endedBy: 'Ada Quist' })
  expect(await statusOf('police', caseId)).toBe(404)
  expect(await told('police', 'emergency_access_ended', mine.accessId)).toBe(1)
  expect(await refusalOf(world, tables, as.coordinator, endEmergencyAccess, call)).toEqual([
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
  expect(await refusalOf(world, tables, as.chair, reviewEmergencyAccess, call)).toEqual([
    409,
    'emergency_access.for_another',
  ])
  const reviewed = await done(as.coordinator, reviewEmergencyAccess, call)
  expect(reviewed).toMatchObject({ ...review, reviewedBy: 'Ada Quist' })
  expect(await told('police', 'emergency_access_reviewed', accessId)).toBe(1)
  expect(
    await refusalOf(world, tables, as.police, tellEmergencyAccess, {
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
  expect(await refusalOf(world, tables, as.coordinator, reviewEmergencyAccess, call)).toEqual([
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
  const before = await standing(world, ...tables)
  await done(as.police, readEmergencyAccess, { params: { accessId } })
  await done(as.coordinator, readEmergencyAccess, { params: { accessId } })
  // Each look is on record, and nothing else is other.
  const looks = { audited: expect.any(Number) }
  expect({ ...((await standing(world, ...tables)) as object), ...looks }).toEqual({
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

it('ACC-7 REF-10 the last part of a reference is enough; of none that there is, as of no reference at all: not found', async () => {
  const { params, reference } = await givenCase()
  const { caseId } = await ask('police', reference.split('-').at(-1)!)
  expect(caseId).toBe(params.caseId)
  const { reason } = askEmergencyAccess.example
  for (const unknown of ['ZZZZZZ', 'the woman of last night'])
    expect((await as.police(askEmergencyAccess, { body: { reference: unknown, reason } })).status).toBe(404)
})
