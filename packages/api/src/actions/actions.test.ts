import {
  closeActionUndone,
  completeAction,
  listActions,
  readAction,
  startAction,
} from '@alongside/shared/actions/contract'
import type { Query } from '@alongside/shared/contract'
import { beforeEach, expect, it } from 'vitest'
import { type ArrangedCase, arrangeCase, standing } from '../../test/case-rows.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { AgencyName, PersonName } from '../demo/cast.ts'
import { newId, newReference } from '../ids.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock, agencies, partnershipId, services } = world
const marnie = await arrangeCase(world, 'Marnie', { light: 'red' })
const dueSoon = '2026-03-20T23:59:59Z'

async function agreed(
  of: ArrangedCase,
  owner: AgencyName,
  { dueAt = dueSoon, state = 'open' } = {},
): Promise<string> {
  const id = newId()
  const what = services.vault.seal(of.key, 'action', {
    what: 'Find a room with a lock',
    why: 'She sleeps in a stairwell',
  })
  await rows(
    `INSERT INTO actions (partnership_id, id, reference, case_id, owner_agency_id, what, priority, due_on, due_at, state, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, 'urgent', $7, $8, $9, $10)`,
    [
      partnershipId,
      id,
      newReference('EMP', 2026),
      of.caseId,
      agencies[owner],
      what,
      dueAt.slice(0, 10),
      dueAt,
      state,
      clock.now(),
    ],
  )
  return id
}

beforeEach(async () => {
  clock.set('2026-03-10T09:00:00Z')
  await rows('DELETE FROM actions')
})

it('ACT-1 an owner tells that it is on it, and then that it is done, with what happened; the history keeps both', async () => {
  const params = { actionId: await agreed(marnie, 'housing') }
  const started = await as.lettings(startAction, { params, body: {}, version: 1 })
  expect(started).toMatchObject({ status: 200, body: { state: 'in progress', version: 2, closedAt: null } })

  const whatHappened = 'She has the keys to 12 Mill Lane.'
  const { body } = await as.housing(completeAction, { params, body: { whatHappened }, version: 2 })
  expect(body).toMatchObject({
    state: 'done',
    version: 3,
    outcome: whatHappened,
    closedAt: '2026-03-10T09:00:00Z',
    name: 'Marnie',
    what: 'Find a room with a lock',
    why: 'She sleeps in a stairwell',
    ownerAgencyName: 'Harbour Homes',
    dueAt: dueSoon,
  })
  const { body: read } = await as.outreach(readAction, { params })
  expect(read.history).toMatchObject([
    { field: 'state', from: 'open', to: 'in progress', by: 'Lee Park', reason: null },
    { field: 'state', from: 'in progress', to: 'done', by: 'Sam Osei', reason: whatHappened },
  ])
  const events = await rows<{ type: string }>(
    `SELECT type FROM outbox_events WHERE data->>'actionId' = $1 ORDER BY id`,
    [params.actionId],
  )
  expect(events.map(({ type }) => type)).toEqual(['action.started', 'action.done'])
})

it('ACT-1 not done says why, and when the agency did not do it, what happens now', async () => {
  const params = { actionId: await agreed(marnie, 'housing') }
  const kind = 'not done by the agency'
  const before = await standing(world, 'actions')
  const refused = await as.housing(closeActionUndone, {
    params,
    body: { kind, why: 'No room was free' },
    version: 1,
  })
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'referral.incomplete', errors: [{ pointer: '/whatNow' }] },
  })
  expect(await standing(world, 'actions')).toEqual(before)

  const why = 'N'.repeat(4000)
  const { body } = await as.housing(closeActionUndone, {
    params,
    body: { kind, why, whatNow: 'W'.repeat(4000) },
    version: 1,
  })
  expect(body).toMatchObject({
    state: kind,
    outcome: `${why}\n\nWhat now: ${'W'.repeat(4000)}`,
    closedAt: '2026-03-10T09:00:00Z',
  })
})

it('ACT-1 the coordinator reports on an agency’s behalf', async () => {
  const params = { actionId: await agreed(marnie, 'housing') }
  const body = { kind: 'not done, circumstances changed', why: 'She moved in with her sister.' } as const
  expect(await as.coordinator(closeActionUndone, { params, body, version: 1 })).toMatchObject({
    status: 200,
    body: { state: 'not done, circumstances changed', outcome: 'She moved in with her sister.' },
  })
})

it.each([
  ['by another agency', 'outreach', 1, 'open', 403, 'access.not_permitted'],
  ['by an agency without a grant on the case', 'drugs', 1, 'open', 404, 'not_found'],
  ['on a version that has passed', 'housing', 7, 'open', 412, 'version.stale'],
  ['without saying which version', 'housing', undefined, 'open', 428, 'version.required'],
  ['a second time', 'housing', 1, 'done', 409, 'action.wrong_state'],
] as const)(
  'ACT-1 an action is not reported done %s, and nothing changes',
  async (_, who, version, state, status, code) => {
    const params = { actionId: await agreed(marnie, 'housing', { state }) }
    const before = await standing(world, 'actions')
    const call = { params, body: { whatHappened: 'Done' }, ...(version && { version }) }
    expect(await as[who as PersonName](completeAction, call)).toMatchObject({ status, body: { code } })
    expect(await standing(world, 'actions')).toEqual(before)
  },
)

it('ACC-6 another’s action and an unknown one answer alike, and both are on record', async () => {
  const hidden = await as.drugs(readAction, { params: { actionId: await agreed(marnie, 'housing') } })
  const unknown = await as.drugs(readAction, { params: { actionId: newId() } })
  const told = ({ status, body }: typeof hidden) => ({ status, ...body, instance: undefined })
  expect(told(hidden)).toEqual(told(unknown))
  expect(hidden.status).toBe(404)
  const denied = await rows(
    `SELECT 1 FROM audit_events WHERE action = 'access.denied' AND subject_id IS NOT NULL AND account_id =
    (SELECT id FROM accounts WHERE name = 'Fiona Reid') AND at = $1`,
    [clock.now()],
  )
  expect(denied.length).toBeGreaterThanOrEqual(2)
})

it('ACT-2 the log is filtered by agency, case, light, state and lateness, and read page by page', async () => {
  const nell = await arrangeCase(world, 'Nell', { light: 'green', shared: ['police'] })
  const late = await agreed(marnie, 'housing', { dueAt: '2026-03-09T23:59:59Z' })
  const done = await agreed(marnie, 'housing', { dueAt: '2026-03-08T23:59:59Z', state: 'in progress' })
  await as.housing(completeAction, { params: { actionId: done }, body: { whatHappened: 'Done' }, version: 1 })
  const lanterns = await agreed(marnie, 'lantern', { dueAt: '2026-03-09T23:59:59Z' })
  const polices = await agreed(nell, 'police')
  const asked = async (query: Query<typeof listActions>) =>
    (await as.coordinator(listActions, { query })).body.items.map(({ id }) => id)

  expect(await asked({})).toEqual([done, late, lanterns, polices])
  expect(await asked({ agencyId: agencies.housing })).toEqual([done, late])
  expect(await asked({ caseId: nell.caseId })).toEqual([polices])
  expect(await asked({ light: 'green' })).toEqual([polices])
  expect(await asked({ state: 'done' })).toEqual([done])
  expect(await asked({ late: true })).toEqual([late, lanterns])
  expect(await asked({ late: false })).toEqual([done, polices])

  const first = await as.coordinator(listActions, { query: { limit: 3 } })
  expect(first.body.items.map(({ id }) => id)).toEqual([done, late, lanterns])
  const cursor = first.body.next ?? ''
  const second = await as.coordinator(listActions, { query: { limit: 3, cursor } })
  expect(second.body).toMatchObject({ items: [{ id: polices }], next: null })
  const carried = await as.coordinator(listActions, { query: { limit: 3, cursor, late: true } })
  expect(carried).toMatchObject({ status: 400, body: { errors: [{ pointer: '?cursor' }] } })
})

it('ACC-2, ACC-7 the log shows an agency its cases alone, and keeps which it showed', async () => {
  const nell = await arrangeCase(world, 'Nell', { shared: ['police'] })
  await agreed(marnie, 'housing')
  await agreed(nell, 'police')
  expect((await as.police(listActions)).body.items.map(({ name }) => name)).toEqual(['Nell'])
  const [read] = await rows<{ seen: string[] }>(
    `SELECT seen FROM audit_events WHERE action = 'action.listed' ORDER BY id DESC LIMIT 1`,
  )
  expect(read?.seen).toEqual([nell.caseId])
  expect((await world.elsewhere(listActions)).body.items).toEqual([])
})
