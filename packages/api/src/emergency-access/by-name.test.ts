import { readCase } from '@alongside/shared/cases/contract'
import {
  answerByName,
  askByName,
  openEmergencyAccess,
  readByName,
} from '@alongside/shared/emergency-access/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import { readOnCall, saveOnCall } from '@alongside/shared/oncall/contract'
import { listMembers } from '@alongside/shared/partnerships/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, rows, agencies } = world
const person = { name: 'Zofia Marlowe', dateOfBirth: '1994-05-17' }
const { caseId } = await givenSubmitted(world, {
  refuses: ['police'],
  answers: { person: { name: person.name, age: { born: person.dateOfBirth, restsOn: 'she_said' } } },
})
const body = { ...askByName.example, ...person }
const tables = ['emergency_requests', 'emergency_accesses', 'sharing_grants']
const told = async (who: PersonName, kind: string, subjectId: string) => {
  await world.runJobs()
  const { items } = await done(as[who], listNotifications)
  return items.filter((notice) => notice.kind === kind && notice.subjectId === subjectId).length
}

it('ACC-6 the answer is the same whether there is a file or not, and the coordinator is told of each try', async () => {
  const asked = [
    await done(as.drugs, askByName, { body }),
    await done(as.drugs, askByName, { body: { ...body, name: 'Nobody Known' } }),
  ]
  const [known, unknown] = asked.map(({ id: _, name: __, ...rest }) => rest)
  expect(known).toEqual(unknown)
  for (const { id } of asked) {
    expect(await done(as.drugs, readByName, { params: { requestId: id } })).toMatchObject({
      candidates: [],
      answeredAt: null,
      accessId: null,
    })
    expect(await told('coordinator', 'emergency_asked_by_name', id)).toBe(1)
    expect((await as.police(readByName, { params: { requestId: id } })).status).toBe(404)
  }
  const [row] = await rows<{ about: Buffer }>('SELECT about FROM emergency_requests LIMIT 1')
  expect(row?.about.includes('Zofia')).toBe(false)
})

it('ACC-7 who may see the file says which is meant; then it opens as by its reference', async () => {
  const { id: requestId } = await done(as.drugs, askByName, { body })
  const params = { requestId }
  const { candidates } = await done(as.coordinator, readByName, { params })
  expect(candidates.map(({ id }) => id)).toEqual([caseId])
  const answer = { params, body: { caseId: caseId ?? '' } }
  expect(await refusalOf(world, tables, as.drugs, answerByName, answer)).toEqual([
    409,
    'emergency_access.answered',
  ])
  expect(await refusalOf(world, tables, as.health, answerByName, answer)).toEqual([404, 'not_found'])
  const { accessId } = await done(as.coordinator, answerByName, answer)
  expect(await told('drugs', 'emergency_by_name_answered', requestId)).toBe(1)
  await done(as.drugs, openEmergencyAccess, { params: { accessId: accessId ?? '' } })
  expect((await as.drugs(readCase, { params: { caseId: caseId ?? '' } })).status).toBe(200)
  expect(await refusalOf(world, tables, as.coordinator, answerByName, answer)).toEqual([
    409,
    'emergency_access.answered',
  ])
})

it('ACC-8 ACC-6 a refused agency gets no hit: nobody gives it the file, and it hears what is heard where there is none', async () => {
  const { id: requestId } = await done(as.police, askByName, { body })
  const params = { requestId }
  const give = { params, body: { caseId: caseId ?? '' } }
  // Who decides reads why, and so what can be done; who asked reads what is read of nobody's file.
  expect((await done(as.coordinator, readByName, { params })).barred).toEqual([
    { caseId, bar: 'she_refused' },
  ])
  expect((await done(as.police, readByName, { params })).barred).toEqual([])
  expect(await refusalOf(world, tables, as.coordinator, answerByName, give)).toEqual([409, 'limit.stands'])
  await done(as.coordinator, answerByName, { params, body: { caseId: null } })
  const { accessId, candidates } = await done(as.police, readByName, { params })
  expect({ accessId, candidates }).toEqual({ accessId: null, candidates: [] })
})

it('ACC-6 ACC-7 it waits on My work of who may answer, with its clock and no name of hers, until it is answered', async () => {
  const waiting = async (who: PersonName) => (await done(as[who], readMyWork)).emergencyRequests
  const { id } = await done(as.health, askByName, { body })
  for (const who of ['coordinator', 'chair'] as const) {
    const mine = (await waiting(who)).find((one) => one.id === id)
    expect(mine).toEqual({
      id,
      accountName: 'Dr. Ruth Amadi',
      agencyName: 'Eastmarsh Hospital',
      at: '2026-03-31T19:20:00Z',
      dueAt: '2026-03-31T20:20:00Z',
      ringBack: null,
    })
  }
  expect([await waiting('health'), await waiting('outreach')]).toEqual([[], []])
  await done(as.coordinator, answerByName, { params: { requestId: id }, body: { caseId: null } })
  expect((await waiting('coordinator')).some((one) => one.id === id)).toBe(false)
})

it('ACC-6 who knows her year of birth alone, or her name alone, asks all the same', async () => {
  const { dateOfBirth: _, ...named } = body
  for (const known of [{ yearOfBirth: 1994 }, {}]) {
    const asked = await done(as.midwife, askByName, { body: { ...named, ...known } })
    expect(asked).toMatchObject({ dateOfBirth: null, yearOfBirth: null, accessId: null, ...known })
    const { candidates } = await done(as.coordinator, readByName, { params: { requestId: asked.id } })
    expect(candidates.map(({ id }) => id)).toContain(caseId)
  }
})

it('ACC-6 a year that is only about right, or wrong, finds her all the same: it ranks, and shuts nobody out', async () => {
  const { dateOfBirth: _, ...named } = body
  const { id: requestId } = await done(as.midwife, askByName, { body: { ...named, yearOfBirth: 1996 } })
  const { candidates } = await done(as.coordinator, readByName, { params: { requestId } })
  expect(candidates.map(({ id }) => id)).toContain(caseId)
})

const telephone = { constable: '07700 900201', outreach: '07700 900202', health: '07700 900203' } as const
/** Each on call day and night, of their own agency's list, which its lead keeps. */
async function onCall(...who: PersonName[]) {
  const keeps: Partial<Record<PersonName, PersonName>> = { outreach: 'coordinator', constable: 'police' }
  for (const one of who) {
    const lead = keeps[one] ?? one
    const { items } = await done(as[lead], listMembers)
    const membershipId = items.find(({ email, endedAt }) => email === emailOf(one) && !endedAt)?.id ?? null
    const acting = (await done(as[lead], readOnCall)).items.find(
      ({ agencyId }) => agencyId === items.find(({ id }) => id === membershipId)?.agencyId,
    )
    const entry = {
      ...{ name: one, telephone: telephone[one as keyof typeof telephone] ?? '07700 900299', membershipId },
      ...{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', until: '08:00' },
    }
    await done(as[lead], saveOnCall, { version: acting?.version ?? 0, body: { entries: [entry] } })
  }
}
const waitsFor = async (who: PersonName, id: string) =>
  (await done(as[who], readMyWork)).emergencyRequests.find((one) => one.id === id)

describe('ACC-6 ACC-7 who is on call and may decide', () => {
  const unknown = { ...body, name: 'Nobody Known', dateOfBirth: '1971-01-01' }
  const startOver = async () => {
    for (const table of ['emergency_requests', 'on_call', 'on_call_lists']) await rows(`DELETE FROM ${table}`)
  }
  beforeEach(startOver)
  afterAll(startOver)

  it('has it on her own My work, with the number of who asks, and is told; not for somebody whom she does not know', async () => {
    await onCall('outreach', 'constable')
    const asked = await done(as.constable, askByName, { body })
    const other = await done(as.constable, askByName, { body: unknown })
    expect(await waitsFor('outreach', asked.id)).toMatchObject({
      accountName: 'PC Dana Frost',
      ringBack: { name: 'constable', telephone: telephone.constable },
    })
    expect(JSON.stringify(await done(as.outreach, readMyWork))).not.toContain(person.name)
    expect(await waitsFor('outreach', other.id)).toBeUndefined()
    expect(await told('outreach', 'emergency_asked_by_name', asked.id)).toBe(1)
    expect(await told('outreach', 'emergency_asked_by_name', other.id)).toBe(0)
    const look = { params: { requestId: other.id } }
    expect((await as.outreach(readByName, look)).status).toBe(404)
    const give = { ...look, body: { caseId: caseId ?? '' } }
    expect(await refusalOf(world, tables, as.outreach, answerByName, give)).toEqual([404, 'not_found'])
  })

  it('gives the file that is meant, and never says that there is none: that would tell that there is one', async () => {
    await onCall('outreach')
    const { id: requestId } = await done(as.drugs, askByName, { body })
    const params = { requestId }
    const { candidates, mayAnswer, ringBack } = await done(as.outreach, readByName, { params })
    expect([candidates.map(({ id }) => id), mayAnswer, ringBack]).toEqual([[caseId], 'given', null])
    const none = { params, body: { caseId: null } }
    expect(await refusalOf(world, tables, as.outreach, answerByName, none)).toEqual([
      403,
      'access.not_permitted',
    ])
    const another = (await givenSubmitted(world)).caseId ?? ''
    const wrong = { params, body: { caseId: another } }
    expect(await refusalOf(world, tables, as.outreach, answerByName, wrong)).toEqual([
      422,
      'reference.unknown',
    ])
    expect(await done(as.outreach, answerByName, { params, body: { caseId: caseId ?? '' } })).toMatchObject({
      givenByMe: true,
    })
    expect((await done(as.drugs, readByName, { params })).givenByMe).toBe(false)
    expect(await waitsFor('outreach', requestId)).toBeUndefined()
    const { accessId } = await done(as.drugs, readByName, { params })
    await done(as.drugs, openEmergencyAccess, { params: { accessId: accessId ?? '' } })
    // What it was is still hers to read.
    expect((await done(as.outreach, readByName, { params })).mayAnswer).toBeNull()
  })

  it('where she refused who asks reads why, and what bars it; nothing is given, and who asks learns nothing', async () => {
    await onCall('outreach')
    const { id: requestId } = await done(as.police, askByName, { body })
    const params = { requestId }
    expect((await done(as.outreach, readByName, { params })).barred).toEqual([{ caseId, bar: 'she_refused' }])
    const give = { params, body: { caseId: caseId ?? '' } }
    expect(await refusalOf(world, tables, as.outreach, answerByName, give)).toEqual([409, 'limit.stands'])
    expect(await done(as.police, readByName, { params })).toMatchObject({
      ...{ candidates: [], barred: [], mayAnswer: null, answeredAt: null, accessId: null },
    })
  })

  it.each([
    ['is of the agency that gains', 'health', 'midwife', async (): Promise<unknown> => undefined],
    [
      'is of an agency that she refuses',
      'health',
      'drugs',
      (): Promise<unknown> =>
        done(as.outreach, recordLimit, {
          params: { caseId: caseId ?? '' },
          body: { kind: 'agency', agencyId: agencies.health, saidOn: '2026-03-31' },
        }),
    ],
    [
      'sees no file of hers',
      'housing',
      'drugs',
      (): Promise<unknown> => rows(`DELETE FROM sharing_grants WHERE agency_id = $1`, [agencies.housing]),
    ],
  ] as const)('is nobody who %s', async (_, who, asks, given) => {
    await onCall(who)
    await given()
    const { id } = await done(as[asks], askByName, { body })
    expect(await waitsFor(who, id)).toBeUndefined()
    expect(await told(who, 'emergency_asked_by_name', id)).toBe(0)
    expect((await as[who](readByName, { params: { requestId: id } })).status).toBe(404)
    const give = { params: { requestId: id }, body: { caseId: caseId ?? '' } }
    expect(await refusalOf(world, tables, as[who], answerByName, give)).toEqual([404, 'not_found'])
  })

  it('is not rung outside her hours, nor once it is answered or a day old; then nobody answers it', async () => {
    await onCall('outreach')
    await rows(`UPDATE on_call SET from_time = '09:00', until_time = '17:00'`)
    const { id: requestId } = await done(as.drugs, askByName, { body })
    expect(await waitsFor('outreach', requestId)).toBeUndefined()
    await rows(`UPDATE on_call SET from_time = '08:00', until_time = '08:00'`)
    expect(await waitsFor('outreach', requestId)).toBeDefined()
    world.clock.set('2026-04-01T19:20:00Z')
    for (const who of ['outreach', 'coordinator'] as const)
      expect(await waitsFor(who, requestId)).toBeUndefined()
    const params = { requestId }
    expect(
      await refusalOf(world, tables, as.coordinator, answerByName, { params, body: { caseId: null } }),
    ).toEqual([409, 'emergency_access.over'])
    world.clock.set('2026-03-31T19:20:00Z')
  })
})

it('ACC-6 it is asked five times an hour at the most', async () => {
  for (let i = 0; i < 5; i++) await done(as.housing, askByName, { body })
  expect(await refusalOf(world, tables, as.housing, askByName, { body })).toEqual([429, 'request.too_many'])
})

it('ACC-6 nor more often by asking all at once', async () => {
  const sessions = await Promise.all(Array.from({ length: 12 }, () => world.signIn(emailOf('probation'))))
  const answers = await Promise.all(sessions.map((ask) => ask(askByName, { body })))
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
})

it('ACC-7 ACC-6 what nobody answers goes up: who may answer, who is on call, who asked, then the leads; answered, it is quiet', async () => {
  const { items: members } = await done(as.coordinator, listMembers)
  const membershipId = members.find(({ email }) => email === emailOf('outreach'))?.id ?? null
  const entry = {
    name: 'Jo',
    telephone: '07700 900123',
    days: [1, 2, 3, 4, 5, 6, 7],
    from: '08:00',
    until: '08:00',
  }
  await done(as.coordinator, saveOnCall, { version: 0, body: { entries: [{ ...entry, membershipId }] } })
  const asked = [
    await done(as.constable, askByName, { body }),
    await done(as.constable, askByName, { body: { ...body, name: 'Nobody Known' } }),
  ]
  const [first, second] = asked.map(({ id }) => id)
  const kinds = ['emergency_by_name_waits', 'emergency_by_name_to_ring', 'emergency_by_name_late'] as const
  const heard = async (who: PersonName, id = first ?? '') =>
    Promise.all(kinds.map((kind) => told(who, kind, id)))
  const all = async () => ({
    coordinator: await heard('coordinator'),
    chair: await heard('chair'),
    outreach: await heard('outreach'),
    constable: await heard('constable'),
    police: await heard('police'),
  })
  const at = (minutes: number) =>
    world.clock.set(new Date(Date.parse('2026-03-31T19:20:00Z') + minutes * 60_000).toISOString())

  at(44)
  await world.runJobs()
  expect(await all()).toEqual({
    coordinator: [0, 0, 0],
    chair: [0, 0, 0],
    outreach: [0, 0, 0],
    constable: [0, 0, 0],
    police: [0, 0, 0],
  })
  at(45)
  await world.runJobs()
  await world.runJobs()
  const warned = {
    coordinator: [1, 0, 0],
    chair: [1, 0, 0],
    outreach: [0, 1, 0],
    constable: [0, 0, 0],
    police: [0, 0, 0],
  }
  expect(await all()).toEqual(warned)
  await done(as.coordinator, answerByName, { params: { requestId: second ?? '' }, body: { caseId: null } })
  at(60)
  await world.runJobs()
  expect(await all()).toEqual({
    ...warned,
    coordinator: [2, 0, 0],
    chair: [2, 0, 0],
    outreach: [0, 2, 0],
    constable: [0, 0, 1],
  })
  at(75)
  await world.runJobs()
  at(600)
  await world.runJobs()
  expect(await all()).toEqual({
    coordinator: [3, 0, 0],
    chair: [3, 0, 0],
    outreach: [0, 2, 0],
    constable: [0, 0, 1],
    police: [0, 1, 0],
  })
  expect([await heard('coordinator', second), await heard('constable', second)]).toEqual([
    [1, 0, 0],
    [0, 0, 0],
  ])
})
