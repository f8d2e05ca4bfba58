import { listCases, readCase, readCaseAccess, recordVoice } from '@alongside/shared/cases/contract'
import { joinFiles } from '@alongside/shared/cases/joining-contract'
import { recordConsent, recordWithoutConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import {
  askEmergencyAccess,
  openEmergencyAccess,
  readEmergencyAccess,
} from '@alongside/shared/emergency-access/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { recordCharacteristics } from '@alongside/shared/monitoring/contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenEmergencyAccess } from '../../test/given.ts'
import { emergencyTables, openEmergencies, reason } from '../../test/given-emergencies.ts'
import { refusalOf } from '../../test/standing.ts'
import { withoutConsent } from '../demo/answers.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const { world, as, clock, agencies, givenCase, ask, told, statusOf } = await openEmergencies()

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
  expect(await refusalOf(world, emergencyTables, as.police, askEmergencyAccess, call)).toEqual([status, code])
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
  expect(await refusalOf(world, emergencyTables, as.constable, openEmergencyAccess, call)).toEqual([
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
  expect(await refusalOf(world, emergencyTables, as.police, openEmergencyAccess, call)).toEqual([
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
  const refused = (who: PersonName) => refusalOf(world, emergencyTables, as[who], openEmergencyAccess, call)
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
    refusalOf(world, emergencyTables, as.police, operation, call)
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

it('ACC-7 REF-10 the last part of a reference is enough; of none that there is, as of no reference at all: not found', async () => {
  const { params, reference } = await givenCase()
  const { caseId } = await ask('police', reference.split('-').at(-1)!)
  expect(caseId).toBe(params.caseId)
  const { reason } = askEmergencyAccess.example
  for (const unknown of ['ZZZZZZ', 'the woman of last night'])
    expect((await as.police(askEmergencyAccess, { body: { reference: unknown, reason } })).status).toBe(404)
})
