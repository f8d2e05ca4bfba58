import { readCase } from '@alongside/shared/cases/contract'
import { recordConsent, withdrawConsent } from '@alongside/shared/consent/contract'
import * as meetings from '@alongside/shared/meetings/contract'
import { readMinutes } from '@alongside/shared/minutes/contract'
import * as room from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings, type ListedCase } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, clock, agencies } = world
const { refusal, listed, sign, open, itemOf, startOver, distribute } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await startOver()
})

async function withdraw({ caseId }: ListedCase) {
  const { consents } = await done(as.outreach, readCase, { params: { caseId } })
  const [consent] = consents
  await done(as.outreach, withdrawConsent, {
    params: { consentId: consent?.id ?? '' },
    body: { how: 'She said so at the van' },
  })
  return consent
}

it('CON-3, ACC-3 consent withdrawn: the content leaves every reader’s item at once, and comes back whole with a new one', async () => {
  const item = await listed()
  await open(item.meetingId)
  const params = { itemId: item.itemId }
  await done(as.health, room.contribute, { params, body: { words: 'Seen at A&E twice.' } })
  await done(as.chair, room.recordItem, { params, body: { riskPlan: 'Patrol' }, version: 1 })
  const before = await itemOf(item)
  clock.set('2026-03-03T09:00:00Z')
  const consent = await withdraw(item)

  for (const who of ['chair', 'coordinator'] as const)
    expect(await itemOf(item, who)).toMatchObject({
      caseReference: before.caseReference,
      basisInForce: false,
      name: '',
      asks: null,
      herVoice: [],
      contributions: [],
      record: {},
      actions: [],
      carried: [],
    })
  for (const who of ['housing', 'health'] as const)
    expect(await refusal(who, room.readItem, { params })).toEqual([404, 'not_found'])
  const { agenda } = await done(as.chair, meetings.readMeeting, { params: { meetingId: item.meetingId } })
  expect(agenda).toMatchObject([{ id: item.itemId, basisInForce: false }])

  clock.set('2026-03-04T09:00:00Z')
  await done(as.outreach, recordConsent, {
    params: { caseId: item.caseId },
    body: { ...consent!.record, givenOn: '2026-03-04', until: '2026-09-04' },
  })
  expect(await itemOf(item)).toEqual(before)
  expect((await itemOf(item, 'housing')).name).toBe('Rosa')
})

it('CON-3 without a basis nothing is recorded, agreed or closed, and nothing changes', async () => {
  const item = await listed()
  await open(item.meetingId)
  await withdraw(item)
  const params = { itemId: item.itemId }
  const missing = [409, 'item.basis_missing']
  expect(await refusal('chair', room.recordItem, { params, body: { riskPlan: 'x' }, version: 1 })).toEqual(
    missing,
  )
  expect(await refusal('chair', room.contribute, { params, body: { words: 'x' } })).toEqual(missing)
  expect(await refusal('chair', room.closeItem, { params, body: {}, version: 1 })).toEqual(missing)
  const action = { ownerAgencyId: agencies.lantern, what: 'x', why: 'x', dueOn: '2026-03-20' }
  expect(await refusal('chair', room.agreeAction, { params, body: action })).toEqual(missing)
})

it('CON-3, MTG-3 it is put off with its reason, and the minutes hold its reference and state alone', async () => {
  const item = await listed()
  await open(item.meetingId)
  await done(as.chair, room.recordItem, {
    params: { itemId: item.itemId },
    body: { riskPlan: 'Patrol' },
    version: 1,
  })
  await withdraw(item)
  const reason = 'Her worker asks her again.'
  expect(
    await done(as.chair, room.deferItem, {
      params: { itemId: item.itemId },
      body: { reason },
      version: 2,
    }),
  ).toMatchObject({ state: 'deferred', deferredFor: reason, name: '', record: {} })
  const params = { meetingId: item.meetingId }
  await done(as.chair, meetings.closeMeeting, { params, body: {}, version: 2 })
  await distribute(item.meetingId)
  const { items } = await done(as.chair, readMinutes, { params })
  expect(items).toMatchObject([{ state: 'deferred', withheld: true, deferredFor: null }])
  expect(JSON.stringify(items)).not.toMatch(/Rosa|Patrol|lock/)
})

it('MTG-3 a case is put off before its meeting opens, with the reason', async () => {
  const item = await listed()
  await sign(item.meetingId, 'coordinator')
  expect(
    await done(as.coordinator, room.deferItem, {
      params: { itemId: item.itemId },
      body: { reason: 'She asked for another month' },
      version: 1,
    }),
  ).toMatchObject({ state: 'deferred', meetingState: 'planned' })
})
