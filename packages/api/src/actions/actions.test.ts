import {
  closeActionUndone,
  completeAction,
  countActions,
  listActions,
  readAction,
  startAction,
} from '@alongside/shared/actions/contract'
import type { Query } from '@alongside/shared/contract'
import { beforeEach, expect, it } from 'vitest'
import { givenMeetings } from '../../test/given-meetings.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { newId } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies } = world
const { listed, open, agree } = await givenMeetings(world)
const rosa = await listed()
const nell = await listed({ agrees: ['lantern', 'police'] })
await open(rosa.meetingId)

beforeEach(async () => {
  clock.set('2026-03-02T09:00:00Z')
  await rows('DELETE FROM actions')
})

it('ACT-1 an owner tells that it is on it, and then that it is done, with what happened; the history keeps both', async () => {
  const params = { actionId: (await agree(rosa)).id }
  const started = await as.lettings(startAction, { params, body: {}, version: 1 })
  expect(started).toMatchObject({ status: 200, body: { state: 'in_progress', version: 2, closedAt: null } })

  const whatHappened = 'She has the keys to 12 Mill Lane.'
  const { body } = await as.housing(completeAction, { params, body: { whatHappened }, version: 2 })
  expect(body).toMatchObject({
    state: 'done',
    version: 3,
    outcome: whatHappened,
    closedAt: '2026-03-02T09:00:00Z',
    name: 'Rosa',
    what: 'Find a room with a lock',
    ownerAgencyName: 'Harbour Homes',
  })
  expect(await done(as.outreach, readAction, { params })).toEqual(body)
  expect(body.history.filter(({ field }) => field === 'state')).toMatchObject([
    { from: null, to: 'open', by: 'Miriam Holt' },
    { from: 'open', to: 'in_progress', by: 'Lee Park', reason: null },
    { from: 'in_progress', to: 'done', by: 'Sam Osei', reason: whatHappened },
  ])
  const events = await rows<{ type: string }>(
    `SELECT type FROM outbox_events WHERE data->>'actionId' = $1 ORDER BY id`,
    [params.actionId],
  )
  expect(events.map(({ type }) => type)).toEqual(['action.agreed', 'action.started', 'action.done'])
})

it('ACT-1 not done says why, and when the agency did not do it, what happens now', async () => {
  const params = { actionId: (await agree(rosa)).id }
  const kind = 'not_done_by_agency'
  const silent = { params, body: { kind, why: 'No room was free', whatNow: ' ' }, version: 1 } as const
  expect(await refusalOf(world, ['actions'], as.housing, closeActionUndone, silent)).toEqual([
    422,
    'answers.incomplete',
  ])
  expect((await as.housing(closeActionUndone, silent)).body).toMatchObject({
    errors: [{ pointer: '/whatNow' }],
  })

  const [why, whatNow] = ['N'.repeat(4000), 'W'.repeat(4000)]
  const told = await done(as.housing, closeActionUndone, { params, body: { kind, why, whatNow }, version: 1 })
  expect(told).toMatchObject({
    state: kind,
    outcome: `${why}\n\nWhat now: ${whatNow}`,
    closedAt: '2026-03-02T09:00:00Z',
  })
})

it('ACT-1 the coordinator reports on an agency’s behalf', async () => {
  const params = { actionId: (await agree(rosa)).id }
  const body = { kind: 'not_done_changed', why: 'She moved in with her sister.' } as const
  expect(await as.coordinator(closeActionUndone, { params, body, version: 1 })).toMatchObject({
    status: 200,
    body: { state: 'not_done_changed', outcome: 'She moved in with her sister.' },
  })
})

it.each([
  ['by another agency', 'outreach', 1, 403, 'access.not_permitted'],
  ['by an agency that she said no to', 'police', 1, 404, 'not_found'],
  ['on a version that has passed', 'housing', 7, 412, 'version.stale'],
  ['without saying which version', 'housing', undefined, 428, 'version.required'],
] as const)(
  'ACT-1 an action is not reported done %s, and nothing changes',
  async (_, who, version, status, code) => {
    const call = {
      params: { actionId: (await agree(rosa)).id },
      body: { whatHappened: 'Done' },
      ...(version && { version }),
    }
    expect(await refusalOf(world, ['actions'], as[who], completeAction, call)).toEqual([status, code])
  },
)

it('ACT-1 an action ends once', async () => {
  const params = { actionId: (await agree(rosa)).id }
  const complete = () => as.housing(completeAction, { params, body: { whatHappened: 'Done' }, version: 1 })
  const answers = await Promise.all([complete(), complete()])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
  const again = { params, body: {}, version: 2 }
  expect(await refusalOf(world, ['actions'], as.housing, startAction, again)).toEqual([
    409,
    'action.wrong_state',
  ])
})

it('ACC-6 an action that one may not see and an unknown one answer alike, and both attempts are on record', async () => {
  const { id } = await agree(rosa)
  const hidden = await as.police(readAction, { params: { actionId: id } })
  const unknownId = newId()
  const unknown = await as.police(readAction, { params: { actionId: unknownId } })
  const told = ({ status, body }: typeof hidden) => ({ status, ...body, instance: undefined })
  expect(told(hidden)).toEqual(told(unknown))
  expect(hidden.status).toBe(404)
  const denied = await rows(
    `SELECT 1 FROM audit_events WHERE action = 'access.denied' AND subject_id IN ($1, $2)`,
    [id, unknownId],
  )
  expect(denied).toHaveLength(2)
})

it('ACT-2 the log is filtered by agency, case, light, state and lateness, and read page by page', async () => {
  await rows(`UPDATE cases SET light = 'green' WHERE id = $1`, [nell.caseId])
  const { id: finished } = await agree(rosa, '2026-03-08')
  await done(as.housing, completeAction, {
    params: { actionId: finished },
    body: { whatHappened: 'Done' },
    version: 1,
  })
  const { id: late } = await agree(rosa, '2026-03-09')
  const { id: lanterns } = await agree(rosa, '2026-03-09', 'lantern')
  const { id: polices } = await agree(nell, '2026-03-20', 'police')
  clock.set('2026-03-10T09:00:00Z')
  const asked = async (query: Query<typeof listActions>) =>
    (await done(as.coordinator, listActions, { query })).items.map(({ id }) => id)

  expect(await asked({})).toEqual([finished, late, lanterns, polices])
  expect(await asked({ agencyId: agencies.housing })).toEqual([finished, late])
  expect(await asked({ caseId: nell.caseId })).toEqual([polices])
  expect(await asked({ light: 'green' })).toEqual([polices])
  expect(await asked({ state: 'done' })).toEqual([finished])
  expect(await asked({ late: true })).toEqual([late, lanterns])
  expect(await asked({ late: false })).toEqual([finished, polices])
  expect(await asked({ meetingId: rosa.meetingId, late: true })).toEqual([late, lanterns])
  expect(await asked({ meetingId: newId() })).toEqual([])

  const first = await done(as.coordinator, listActions, { query: { limit: 3 } })
  expect(first.items.map(({ id }) => id)).toEqual([finished, late, lanterns])
  const cursor = first.next ?? ''
  const second = await as.coordinator(listActions, { query: { limit: 3, cursor } })
  expect(second.body).toMatchObject({ items: [{ id: polices }], next: null })
  const otherList = await as.coordinator(listActions, { query: { limit: 3, cursor, late: true } })
  expect(otherList).toMatchObject({ status: 400, body: { errors: [{ pointer: '?cursor' }] } })
})

it('ACT-2 each choice of a filter says how many it would show, of the cases that one may see', async () => {
  const { id } = await agree(rosa, '2026-03-08')
  await done(as.housing, completeAction, {
    params: { actionId: id },
    body: { whatHappened: 'Done' },
    version: 1,
  })
  await agree(rosa, '2026-03-09')
  await agree(rosa, '2026-03-20', 'lantern')
  await agree(nell, '2026-03-09', 'police')
  clock.set('2026-03-10T09:00:00Z')
  const counts = await done(as.coordinator, countActions, { query: { agencyId: agencies.housing } })
  expect(counts).toMatchObject({ all: 2, late: 1, meetings: [{ meetingId: rosa.meetingId, count: 2 }] })
  expect(counts.states.filter(({ count }) => count)).toEqual([
    { state: 'open', count: 1 },
    { state: 'done', count: 1 },
  ])
  const byAgency = new Map(counts.agencies.map(({ agencyId, count }) => [agencyId, count]))
  expect([agencies.housing, agencies.lantern, agencies.police].map((each) => byAgency.get(each))).toEqual([
    2, 1, 1,
  ])
  expect(await done(as.police, countActions)).toMatchObject({
    all: 1,
    agencies: [{ agencyId: agencies.police, count: 1 }],
  })
  const ofCase = await done(as.coordinator, countActions, { query: { caseId: nell.caseId } })
  expect(ofCase.all).toBe(1)
})

it('ACC-2, ACC-7 the log shows an agency its cases alone, and keeps which it showed', async () => {
  await agree(rosa)
  const { id } = await agree(nell, '2026-03-20', 'police')
  expect((await as.police(listActions)).body.items).toMatchObject([{ id, caseId: nell.caseId }])
  const [read] = await rows<{ seen: string[] }>(
    `SELECT seen FROM audit_events WHERE action = 'action.listed' ORDER BY id DESC LIMIT 1`,
  )
  expect(read?.seen).toEqual([nell.caseId])
  expect((await world.elsewhere(listActions)).body.items).toEqual([])
})
