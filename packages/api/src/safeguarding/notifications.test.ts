import { readCase } from '@alongside/shared/cases/contract'
import { redirectChild } from '@alongside/shared/referrals/contract'
import { openNotification, recordNotification } from '@alongside/shared/safeguarding/contract'
import { listNotifications, readMyWork } from '@alongside/shared/work/contract'
import { expect, it } from 'vitest'
import { givenDraft, givenSubmitted } from '../../test/given.ts'
import { standing } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

const world = await openEastmarsh('2026-03-27T18:30:00Z')
const { as } = world
const told = { toldAt: '2026-03-27T18:10:00Z', receiver: 'Front door, R. Bell', reference: 'CSC-88213' }

async function givenNotification() {
  const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
  const params = { caseId: caseId ?? '' }
  const body = { kind: 'child' as const, about: 'Her son, 6, stays at the flat.' }
  const notification = await done(as.outreach, openNotification, { params, body })
  return { params, notification, record: { params: { notificationId: notification.id } } }
}

it('SAF-1 a notification opens at once with its clock, which runs over the weekend, and stays on the case', async () => {
  const { params, notification } = await givenNotification()
  expect(notification).toMatchObject({
    kind: 'child',
    about: 'Her son, 6, stays at the flat.',
    agencyName: 'Lantern',
    openedAt: '2026-03-27T18:30:00Z',
    dueAt: '2026-03-28T18:30:00Z',
    recordedAt: null,
  })
  const { safeguarding } = await done(as.midwife, readCase, { params })
  expect(safeguarding).toEqual([notification])
  const { safeguarding: waiting } = await done(as.outreach, readMyWork)
  expect(waiting).toContainEqual(notification)
})

it('SAF-1, API-3 what a referral opens is told by its own id, to people and to other systems alike', async () => {
  const { caseId } = await givenSubmitted(world, {
    by: 'police',
    agrees: ['lantern', 'police'],
    answers: { children: { hasChildren: 'yes', atRisk: 'yes', risk: 'Her son, 6, stays at the flat.' } },
  })
  await world.runJobs()
  const { safeguarding } = await done(as.police, readCase, { params: { caseId: caseId ?? '' } })
  const [notification] = safeguarding
  const { items } = await done(as.police, listNotifications)
  expect(items.filter(({ subject }) => subject === 'safeguarding')).toMatchObject([
    { kind: 'safeguarding_to_record', subjectId: notification?.id },
  ])
  const events = await world.rows<{ data: object }>(
    `SELECT data FROM outbox_events WHERE type = 'safeguarding.opened' AND data->>'caseId' = $1`,
    [caseId],
  )
  expect(events).toEqual([
    { data: { notificationId: notification?.id, caseId, agencyId: notification?.agencyId } },
  ])
})

it('SAF-1 it closes when date, receiver and reference are recorded', async () => {
  const { params, notification, record } = await givenNotification()
  const recorded = await done(as.outreach, recordNotification, { ...record, body: told, version: 1 })
  expect(recorded).toMatchObject({
    id: notification.id,
    version: 2,
    ...told,
    recordedAt: '2026-03-27T18:30:00.000Z',
  })
  const { safeguarding, timeline } = await done(as.outreach, readCase, { params })
  expect(safeguarding[0]).toMatchObject({ ...told, version: 2 })
  expect(timeline).toContainEqual(
    expect.objectContaining({ subject: 'safeguarding', from: 'open', to: 'recorded', by: 'Jo Mbeki' }),
  )
  const waiting = (await done(as.outreach, readMyWork)).safeguarding.map(({ id }) => id)
  expect(waiting).not.toContain(notification.id)
})

it('SAF-1 two who record it at once: one is kept, the other is told', async () => {
  const { record } = await givenNotification()
  const answers = await Promise.all([
    as.outreach(recordNotification, { ...record, body: told, version: 1 }),
    as.coordinator(recordNotification, { ...record, body: told, version: 1 }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})

it.each([
  ['without the version that is meant', 'outreach', told, undefined, 428, 'version.required'],
  ['on a stale version', 'outreach', told, 7, 412, 'version.stale'],
  ['for a day to come', 'outreach', { ...told, toldAt: '2026-03-28T00:00:00Z' }, 1, 400, 'request.invalid'],
  [
    'for a time long gone',
    'outreach',
    { ...told, toldAt: '0001-01-01T00:00:00Z' },
    1,
    400,
    'request.invalid',
  ],
  ['by an agency that does not see the case', 'constable', told, 1, 404, 'not_found'],
] as const)(
  'SAF-1 it is not recorded %s, and nothing changes',
  async (_, who, body, version, status, code) => {
    const { record } = await givenNotification()
    const before = await standing(world, 'safeguarding_notifications')
    const refused = await as[who](recordNotification, { ...record, body, ...(version && { version }) })
    expect(refused.status).toBe(status)
    expect(refused.body).toMatchObject({ code })
    expect(await standing(world, 'safeguarding_notifications')).toEqual(before)
  },
)

it('SAF-1 nobody opens one on a case that she does not see', async () => {
  const { params } = await givenNotification()
  const before = await standing(world, 'safeguarding_notifications')
  const refused = await as.constable(openNotification, { params, body: { kind: 'adult', about: 'x' } })
  expect(refused.status).toBe(404)
  expect(await standing(world, 'safeguarding_notifications')).toEqual(before)
})

it('REF-3 a notification of someone under 18 is its agency’s alone, keeps what was typed for the call, and is recorded like any other', async () => {
  const draft = await givenDraft(world)
  const { notificationId } = await done(as.outreach, redirectChild, {
    params: { referralId: draft.id },
    body: { tellingNow: true },
  })
  const call = { params: { notificationId }, body: told, version: 1 }
  expect((await as.police(recordNotification, call)).status).toBe(404)
  const recorded = await done(as.outreach, recordNotification, call)
  expect(recorded).toMatchObject({
    caseId: null,
    caseReference: null,
    reference: 'CSC-88213',
    mayTakeBack: true,
  })
  expect(recorded.about).toContain(`Name: ${draft.answers.person?.name}`)
})
