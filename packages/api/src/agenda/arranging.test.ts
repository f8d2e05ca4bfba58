import * as agenda from '@alongside/shared/agenda/contract'
import { withdrawConsent } from '@alongside/shared/consent/contract'
import { closeMeeting, readMeeting } from '@alongside/shared/meetings/contract'
import { deferItem } from '@alongside/shared/room/contract'
import { listNotifications } from '@alongside/shared/work/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { refusal, coming, listed, sign, open, discuss, agree, startOver } = await givenMeetings(world)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('DELETE FROM notifications')
  await startOver()
})

const order = (meetingId: string, ids: string[], version = 1) => ({
  params: { meetingId },
  body: { items: ids.map((id) => ({ id })) },
  version,
})
const linesOf = async (meetingId: string, who: PersonName = 'coordinator') =>
  (await done(as[who], readMeeting, { params: { meetingId } })).agenda

it('MTG-3 the coordinator orders the agenda and gives minutes; everyone sees that order, without a gap', async () => {
  const [a, b, hidden] = [await listed(), await listed(), await listed({ agrees: ['lantern', 'health'] })]
  const asked = [b.itemId, hidden.itemId, a.itemId]
  const { meetingId } = a
  const reply = await done(as.coordinator, agenda.orderAgenda, {
    params: { meetingId },
    body: { items: asked.map((id, at) => ({ id, minutes: 10 + at })), lengthMinutes: 120 },
    version: 1,
  })
  expect(reply).toMatchObject({ version: 2, lengthMinutes: 120 })
  expect(reply.agenda.map(({ id, minutes }) => [id, minutes])).toEqual(asked.map((id, at) => [id, 10 + at]))
  expect((await linesOf(meetingId, 'housing')).map(({ id, position }) => [id, position])).toEqual([
    [b.itemId, 1],
    [a.itemId, 2],
  ])
})

it('MTG-3 what is listed after it goes in by its light: behind its own and the more serious ones', async () => {
  const [red, green] = [await listed(), await listed()]
  await rows(`UPDATE cases SET light = 'green' WHERE id = $1`, [green.caseId])
  const { meetingId } = red
  await done(as.coordinator, agenda.orderAgenda, order(meetingId, [red.itemId, green.itemId]))
  const late = await listed()
  expect((await linesOf(meetingId)).map(({ id }) => id)).toEqual([red.itemId, late.itemId, green.itemId])
})

it.each([
  ['by who does not convene', 'chair', (ids: string[]) => ids, 1, 403, 'access.not_permitted'],
  ['by a member', 'housing', (ids: string[]) => ids, 1, 403, 'access.not_permitted'],
  ['on a version that has passed', 'coordinator', (ids: string[]) => ids, 9, 412, 'version.stale'],
  ['with a case left out', 'coordinator', (ids: string[]) => ids.slice(1), 1, 422, 'agenda.not_in_order'],
  ['with one twice', 'coordinator', (ids: string[]) => [...ids, ...ids], 1, 422, 'agenda.not_in_order'],
  ['with a stranger', 'coordinator', (ids: string[]) => [...ids, newId()], 1, 422, 'agenda.not_in_order'],
] as const)(
  'MTG-3 it is not ordered %s, and nothing changes',
  async (_, who, change, version, status, code) => {
    const [a, b] = [await listed(), await listed()]
    const call = order(a.meetingId, change([a.itemId, b.itemId]), version)
    expect(await refusal(who, agenda.orderAgenda, call)).toEqual([status, code])
  },
)

it('MTG-3 two who order at once: one wins, and the other is told', async () => {
  const [a, b] = [await listed(), await listed()]
  const answers = await Promise.all(
    [
      [a.itemId, b.itemId],
      [b.itemId, a.itemId],
    ].map((ids) => as.coordinator(agenda.orderAgenda, order(a.meetingId, ids))),
  )
  expect(answers.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 412])
})

it('MTG-3 published: members are told, leads asked once, and a later change is marked and published again', async () => {
  const a = await listed()
  const b = await listed()
  const { meetingId } = a
  const publish = (version: number) => ({ params: { meetingId }, body: {}, version })
  expect(await refusal('chair', agenda.publishAgenda, publish(1))).toEqual([403, 'access.not_permitted'])
  clock.set('2026-03-03T09:00:00Z')
  expect(await done(as.coordinator, agenda.publishAgenda, publish(1))).toMatchObject({
    agendaPublishedAt: '2026-03-03T09:00:00Z',
    agendaChanged: false,
  })
  await world.runJobs()
  const kinds = async (who: PersonName) =>
    (await done(as[who], listNotifications)).items
      .map(({ kind }) => kind)
      .filter((kind) => /agenda|research/.test(kind))
  expect((await kinds('housing')).toSorted()).toEqual(['agenda_published', 'research_asked'])
  // She said no to the police: told of the agenda as every member, asked for nothing.
  expect(await kinds('police')).toEqual(['agenda_published'])
  expect(await refusal('coordinator', agenda.publishAgenda, publish(2))).toEqual([409, 'agenda.unchanged'])

  clock.set('2026-03-04T09:00:00Z')
  await sign(meetingId, 'coordinator')
  await done(as.coordinator, deferItem, {
    params: { itemId: b.itemId },
    body: { reason: 'Later' },
    version: 1,
  })
  const read = (who: PersonName) => done(as[who], readMeeting, { params: { meetingId } })
  expect((await read('coordinator')).agendaChanged).toBe(true)
  expect((await read('housing')).agendaChanged).toBe(false)
  clock.set('2026-03-05T09:00:00Z')
  expect(await done(as.coordinator, agenda.publishAgenda, publish(2))).toMatchObject({ agendaChanged: false })
  await world.runJobs()
  expect((await kinds('housing')).filter((kind) => kind === 'research_asked')).toHaveLength(1)
})

it('MTG-3 a case whose actions still run is offered, and comes onto the agenda without a new referral', async () => {
  const first = await listed()
  await open(first.meetingId)
  await agree(first, '2026-03-20')
  await discuss(first)
  await done(as.chair, closeMeeting, { params: { meetingId: first.meetingId }, body: {}, version: 2 })
  const meetingId = await coming(1)
  const offered = async () =>
    (await done(as.coordinator, agenda.listAgendaCandidates, { params: { meetingId } })).items
  expect(await offered()).toMatchObject([
    { caseId: first.caseId, runningActions: 1, lateActions: 0, basisInForce: true },
  ])
  const call = { params: { meetingId }, body: { caseId: first.caseId } }
  expect(await refusal('chair', agenda.listCarriedCase, call)).toEqual([403, 'access.not_permitted'])
  const unknown = { ...call, body: { caseId: newId() } }
  expect(await refusal('coordinator', agenda.listCarriedCase, unknown)).toEqual([404, 'not_found'])
  const [consent] = await rows<{ id: string }>('SELECT id FROM consents WHERE case_id = $1', [first.caseId])
  await rows('UPDATE sharing_grants SET until_at = $2 WHERE consent_id = $1', [consent!.id, clock.now()])
  expect(await refusal('coordinator', agenda.listCarriedCase, call)).toEqual([409, 'item.basis_missing'])
  await rows('UPDATE sharing_grants SET until_at = NULL WHERE consent_id = $1', [consent!.id])

  expect((await done(as.coordinator, agenda.listCarriedCase, call)).agenda).toMatchObject([
    { caseId: first.caseId, referralId: null, carriedActions: 1, state: 'listed' },
  ])
  expect(await offered()).toEqual([])
  expect(await refusal('coordinator', agenda.listCarriedCase, call)).toEqual([409, 'agenda.case_listed'])
  await done(as.outreach, withdrawConsent, { params: { consentId: consent!.id }, body: { how: 'x' } })
})
