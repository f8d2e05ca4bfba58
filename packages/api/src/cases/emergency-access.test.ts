import {
  listCases,
  readCase,
  readCaseAccess,
  recordVoice,
  takeEmergencyAccess,
} from '@alongside/shared/cases/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { as, clock } = world
const reason = 'She is in custody, unwell, and alone; we need to know whom to call.'

async function givenCase() {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'], refuses: [] })
  const params = { caseId: caseId ?? '' }
  const { reference } = await done(as.outreach, readCase, { params })
  return { params, caseId: params.caseId, reference }
}

it('ACC-7 emergency access opens one case to one person for four hours, and ends by itself', async () => {
  const { params, caseId, reference } = await givenCase()
  const started = clock.now()
  const taken = await done(as.police, takeEmergencyAccess, { body: { reference, reason } })
  expect(taken.caseId).toBe(caseId)
  expect(Date.parse(taken.until) - Date.parse(started)).toBe(4 * 60 * 60 * 1000)

  const read = await done(as.police, readCase, { params })
  expect(read.myBases).toEqual(['emergency_access'])
  expect((await done(as.police, listCases)).items.map(({ id }) => id)).toEqual([caseId])
  expect((await as.constable(readCase, { params })).status).toBe(404)

  clock.set('2026-03-31T23:19:59.999Z')
  expect((await as.police(readCase, { params })).status).toBe(200)
  clock.set('2026-03-31T23:20:00Z')
  expect((await as.police(readCase, { params })).status).toBe(404)
  expect((await done(as.police, listCases)).items).toEqual([])
})

it('ACC-7 it is on the case for all to see: who, when, until when, why; and the coordinator is told', async () => {
  const { params, caseId, reference } = await givenCase()
  await done(as.police, takeEmergencyAccess, { body: { reference, reason } })
  await done(as.police, readCase, { params })

  const { grants, timeline } = await done(as.coordinator, readCase, { params })
  expect(grants.find(({ basis }) => basis === 'emergency_access')).toMatchObject({
    accountName: 'Det. Sgt. Neil Vale',
    agencyName: 'Eastmarsh Police',
    inForce: true,
  })
  expect(timeline.at(-1)).toMatchObject({ to: 'emergency_access', by: 'Det. Sgt. Neil Vale', reason })
  const { items } = await done(as.coordinator, readCaseAccess, { params })
  expect(
    items
      .filter(({ name }) => name === 'Det. Sgt. Neil Vale')
      .map(({ action, basis }) => [action, basis])
      .sort(),
  ).toEqual([
    ['case.emergency_access', 'emergency_access'],
    ['case.read', 'emergency_access'],
  ])
  const [event] = await world.rows<{ data: object }>(
    `SELECT data FROM outbox_events WHERE type = 'emergency_access.taken' AND data->>'caseId' = $1`,
    [caseId],
  )
  expect(event?.data).toMatchObject({ caseId })
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
  const before = await standing(world, 'emergency_accesses', 'sharing_grants')
  const refused = await as.police(takeEmergencyAccess, {
    body: { reference: other ?? reference, reason: why },
  })
  expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([status, code])
  expect(await standing(world, 'emergency_accesses', 'sharing_grants')).toEqual(before)
})

it('ACC-1 nobody reaches into another partnership by a reference', async () => {
  const { reference } = await givenCase()
  expect((await world.elsewhere(takeEmergencyAccess, { body: { reference, reason } })).status).toBe(404)
})

it('ACC-4 a practitioner asks her lead member: she has no emergency access of her own', async () => {
  const { reference } = await givenCase()
  expect((await as.constable(takeEmergencyAccess, { body: { reference, reason } })).status).toBe(403)
})

it('CON-4 her words are kept as she said them, in her case alone', async () => {
  const { params } = await givenCase()
  const before = await standing(world, 'voices')
  const refused = await as.constable(recordVoice, { params, body: { words: 'x', given: 'in_writing' } })
  expect(refused.status).toBe(404)
  expect(await standing(world, 'voices')).toEqual(before)

  const voice = await as.midwife(recordVoice, {
    params,
    body: { words: 'Don’t ring the house.', worries: 'He listens.', given: 'to_advocate' },
  })
  expect(voice.status).toBe(201)
  expect(voice.body).toMatchObject({
    words: 'Don’t ring the house.',
    worries: 'He listens.',
    recordedBy: 'Bernie Cole',
  })
  const { voices } = await done(as.outreach, readCase, { params })
  expect(voices).toContainEqual(voice.body)
})
