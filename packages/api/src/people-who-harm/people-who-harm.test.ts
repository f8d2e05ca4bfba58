import { readCase } from '@alongside/shared/cases/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import type { Contract } from '@alongside/shared/contract'
import { recordLimit } from '@alongside/shared/limits/contract'
import {
  answerConflict,
  changePersonWhoHarms,
  endNaming,
  endPersonWhoHarms,
  listConflictChecks,
  listPeopleWhoHarm,
  nameWorker,
  recordPersonWhoHarms,
} from '@alongside/shared/people-who-harm/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed } from '../../test/given.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import type { Call } from '../in-process.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, agencies, rows } = world
await givenCalendar(world)
const tables = [
  'people_who_harm',
  'named_workers',
  'conflict_answers',
  'earlier_people_who_harm',
  'case_exclusions',
]
const refusal = <C extends Contract>(who: PersonName, operation: C, call: Call<C>) =>
  refusalOf(world, tables, as[who], operation, call)

const facts = {
  ...recordPersonWhoHarms.example,
  phones: '07700 900123',
  orders: [
    { kind: 'non_molestation' as const, conditions: 'Not within 100 m of her.', endsOn: '2026-03-30' },
  ],
}

/** Listed, with consent to health and housing, to whom he is not known; referred by outreach, who is a worker and named by nobody. */
async function recorded(
  by: PersonName = 'coordinator',
  answers: readonly PersonName[] = ['health', 'housing'],
) {
  const caseId = (await givenListed(world)).caseId!
  const params = { caseId }
  const person = await done(as[by], recordPersonWhoHarms, { params, body: facts })
  for (const who of answers)
    await done(as[who], answerConflict, {
      params: { personWhoHarmsId: person.id },
      body: { answer: 'not_known' },
    })
  const read = async (who: PersonName) => done(as[who], listPeopleWhoHarm, { params })
  return { caseId, params, person, read, at: { personWhoHarmsId: person.id } }
}
const accountOf = async (who: PersonName) =>
  (await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)]))[0]!.id
const told = async (who: PersonName, kind: string, subjectId: string) =>
  (await done(as[who], listNotifications)).items.filter(
    (one) => one.kind === kind && one.subjectId === subjectId,
  ).length

it('HRM-1 coordinator, chair, leads and secondaries with a grant read who harms her; a worker whom nobody named reads nothing', async () => {
  const { caseId, person, read } = await recorded()
  for (const who of ['coordinator', 'chair', 'health', 'housing', 'lettings'] as const)
    expect((await read(who)).items.map(({ id }) => id)).toEqual([person.id])
  for (const who of ['outreach', 'midwife'] as const)
    expect(await read(who)).toEqual({ items: [], whole: false, named: [], answered: [] })
  expect(await refusal('police', listPeopleWhoHarm, { params: { caseId } })).toEqual([404, 'not_found'])
})

it('HRM-1 what is recorded is sealed', async () => {
  await recorded()
  const found = await rows(
    `SELECT 1 FROM people_who_harm p WHERE p::text LIKE '%Daz%' OR encode(facts, 'escape') LIKE '%Daz%'`,
  )
  expect(found).toEqual([])
})

it('HRM-1 a worker whom her lead named reads them, until the lead ends it; no other lead names her', async () => {
  const { params, person, read } = await recorded()
  const accountId = await accountOf('midwife')
  expect(await refusal('housing', nameWorker, { params, body: { accountId } })).toEqual([
    422,
    'reference.unknown',
  ])
  expect(await refusal('midwife', nameWorker, { params, body: { accountId } })).toEqual([
    403,
    'access.not_permitted',
  ])
  const named = await done(as.health, nameWorker, { params, body: { accountId } })
  expect(await refusal('health', nameWorker, { params, body: { accountId } })).toEqual([409, 'worker.named'])
  expect((await read('midwife')).items.map(({ id }) => id)).toEqual([person.id])
  expect((await read('housing')).named).toEqual([])
  expect((await read('coordinator')).named).toEqual([named])
  const ending = { params: { namedWorkerId: named.id }, body: {} }
  expect(await refusal('housing', endNaming, ending)).toEqual([404, 'not_found'])
  await done(as.health, endNaming, ending)
  expect((await read('midwife')).items).toEqual([])
})

it('HRM-1 a worker reads and puts right what she recorded herself, and nothing else', async () => {
  const { params, person, read, at } = await recorded('outreach')
  await done(as.coordinator, recordPersonWhoHarms, { params, body: { called: 'Mick' } })
  expect((await read('outreach')).items.map(({ id }) => id)).toEqual([person.id])
  const body = { ...facts, danger: 'Carries a knife.' }
  const changed = await done(as.outreach, changePersonWhoHarms, { params: at, body, version: person.version })
  expect(changed).toMatchObject({ version: 2, facts: { danger: 'Carries a knife.' } })
  expect(await refusal('midwife', changePersonWhoHarms, { params: at, body, version: 2 })).toEqual([
    404,
    'not_found',
  ])
  expect(await refusal('outreach', changePersonWhoHarms, { params: at, body, version: 1 })).toEqual([
    412,
    'version.stale',
  ])
})

it('HRM-1 somebody who is neither named nor described is not recorded, and nothing changes', async () => {
  const { params } = await recorded()
  expect(await refusal('coordinator', recordPersonWhoHarms, { params, body: { age: '40' } })).toEqual([
    422,
    'answers.incomplete',
  ])
})

it('HRM-1 what ended or was recorded in error stays on record, and is changed no more', async () => {
  const { read, at, params, person } = await recorded()
  const body = { as: 'recorded_in_error', words: 'It was his brother.' } as const
  const ended = await done(as.coordinator, endPersonWhoHarms, { params: at, body, version: 1 })
  expect(ended.ended).toMatchObject(body)
  expect((await read('coordinator')).items).toHaveLength(1)
  for (const [operation, more] of [
    [changePersonWhoHarms, facts],
    [endPersonWhoHarms, body],
  ] as const)
    expect(await refusal('coordinator', operation, { params: at, body: more, version: 2 } as never)).toEqual([
      409,
      'person_who_harms.ended',
    ])
  const { timeline } = await done(as.coordinator, readCase, { params })
  const told = timeline.filter(({ subject }) => subject === 'person_who_harms')
  expect(told.map(({ to }) => to)).toEqual(['recorded', 'recorded_in_error'])
  expect(
    (await done(as.outreach, readCase, { params })).timeline.map(({ subject }) => subject),
  ).not.toContain('person_who_harms')
  expect(person.id).toBe(ended.id)
})

it('HRM-1 where her consent ended, or her no leaves an agency its own record, who harms her is not in it', async () => {
  const { params, read } = await recorded()
  const { consents } = await done(as.coordinator, readCase, { params })
  await done(as.outreach, recordLimit, {
    params,
    body: { kind: 'agency', agencyId: agencies.housing, saidOn: '2026-03-02' },
  })
  expect(await refusal('housing', listPeopleWhoHarm, { params })).toEqual([404, 'not_found'])
  expect((await read('health')).items).toHaveLength(1)
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consents[0]!.id },
    body: withdrawConsent.example,
  })
  expect(await refusal('health', listPeopleWhoHarm, { params })).toEqual([404, 'not_found'])
})

it('HRM-1 the lead of each agency with a grant is asked on his name, age and area alone; an agency without one is not', async () => {
  const { caseId, person, params } = await recorded('coordinator', [])
  await world.runJobs()
  for (const who of ['health', 'housing', 'coordinator'] as const) {
    expect(await told(who, 'conflict_to_answer', caseId)).toBe(1)
    const { items } = await done(as[who], listConflictChecks)
    const check = items.find(({ personId }) => personId === person.id)
    expect(check).toMatchObject({ called: 'Daz', age: 'about 40', area: 'Station Road' })
    expect(JSON.stringify(check)).not.toMatch(/hostel|07700|dog/)
    expect(check!.packOn).not.toBe(null)
  }
  expect(await told('police', 'conflict_to_answer', caseId)).toBe(0)
  expect((await done(as.police, listConflictChecks)).items.map(({ caseId: id }) => id)).not.toContain(caseId)
  expect(await refusal('lettings', listConflictChecks, {})).toEqual([403, 'access.not_permitted'])
  expect(params.caseId).toBe(caseId)
})

it('HRM-1 what an agency answers its lead reads, and who coordinates; changed facts are asked about anew', async () => {
  const { caseId, at, read, person } = await recorded('coordinator', [])
  expect(await refusal('health', answerConflict, { params: at, body: { answer: 'works_with_him' } })).toEqual(
    [422, 'answers.incomplete'],
  )
  await done(as.health, answerConflict, {
    params: at,
    body: { answer: 'works_with_him', words: 'He is in our recovery group.' },
  })
  await done(as.housing, answerConflict, { params: at, body: { answer: 'not_known' } })
  await world.runJobs()
  expect(await told('coordinator', 'conflict_found', caseId)).toBe(1)
  const answers = async (who: PersonName) =>
    (await read(who)).items[0]!.conflicts.map(({ agencyName, answer }) => [agencyName, answer])
  expect(await answers('coordinator')).toEqual([
    ['Eastmarsh Hospital', 'works_with_him'],
    ['Harbour Homes', 'not_known'],
    ['Lantern', null],
  ])
  expect(await answers('housing')).toEqual([['Harbour Homes', 'not_known']])
  const asks = async () => (await done(as.health, listConflictChecks)).items.map(({ personId }) => personId)
  expect(await asks()).not.toContain(person.id)
  const changed = await done(as.coordinator, changePersonWhoHarms, {
    params: at,
    body: { ...facts, vehicle: 'White van' },
    version: 1,
  })
  expect(await asks()).not.toContain(person.id)
  await done(as.coordinator, changePersonWhoHarms, {
    params: at,
    body: { ...facts, called: 'Dazza' },
    version: changed.version,
  })
  expect(await asks()).toContain(person.id)
})

it('HRM-1 an order that ends is warned about once, 14 days before, to those who read the row', async () => {
  const { caseId } = await recorded()
  world.clock.set('2026-03-15T09:00:00Z')
  await world.runJobs()
  expect(await told('health', 'order_ends_soon', caseId)).toBe(0)
  world.clock.set('2026-03-16T09:00:00Z')
  await world.runJobs()
  await world.runJobs()
  for (const who of ['health', 'coordinator', 'chair', 'lettings'] as const)
    expect([who, await told(who, 'order_ends_soon', caseId)]).toEqual([who, 1])
  for (const who of ['midwife', 'outreach', 'police'] as const)
    expect([who, await told(who, 'order_ends_soon', caseId)]).toEqual([who, 0])
})

it('HRM-1 of an order that ends whoever recorded it hears too, also where nobody named her', async () => {
  const { caseId } = await recorded('outreach')
  world.clock.set('2026-03-16T10:00:00Z')
  await world.runJobs()
  expect(await told('outreach', 'order_ends_soon', caseId)).toBe(1)
  expect(await told('midwife', 'order_ends_soon', caseId)).toBe(0)
})
