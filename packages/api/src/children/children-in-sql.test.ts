import { readCase } from '@alongside/shared/cases/contract'
import { recordChild, recordChildPlaces } from '@alongside/shared/children/contract'
import { openNotification } from '@alongside/shared/safeguarding/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { insufficient, outcomeOf, rowsSeen, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

/** Children, when every query of the application is forgotten: statements as its role, in an actor's context. */
const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { within } = sqlAs(world, world.database.appUrl)
const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health', 'housing'] })
const params = { caseId: caseId ?? '' }
const child = await done(world.as.outreach, recordChild, { params, body: recordChild.example })
await done(world.as.outreach, recordChildPlaces, {
  params: { childId: child.id },
  body: recordChildPlaces.example,
})
const { id } = await done(world.as.outreach, openNotification, {
  params,
  body: { kind: 'child', about: 'Her son, 6', children: [child.id] },
})
const seen = (who: PersonName, from: string) =>
  within(emailOf(who), (client) => rowsSeen(client, `SELECT 1 FROM ${from}`))
const tried = (who: PersonName, statement: string) =>
  within(emailOf(who), (client) => outcomeOf(client, statement))

it('CHD-1 children are seen by a grant on their case, and where they are by leads alone', async () => {
  expect((await done(world.as.housing, readCase, { params })).children).toHaveLength(1)
  for (const [who, children, places] of [
    ...[['outreach', 1, 0] as const, ['midwife', 1, 0] as const, ['chair', 1, 0] as const],
    ...[['lettings', 1, 0] as const, ['housing', 1, 1] as const, ['coordinator', 1, 1] as const],
    ...[['police', 0, 0] as const, ['constable', 0, 0] as const, ['children', 0, 0] as const],
  ])
    expect([who, await seen(who, 'children'), await seen(who, 'child_places')]).toEqual([
      who,
      children,
      places,
    ])
})

it.each([
  ['a join', 'children c JOIN child_places p ON p.child_id = c.id'],
  ['what a notification names', 'notified_children n JOIN child_places p ON p.child_id = n.child_id'],
  ['the front door’s own reading', `app.received_children('${id}')`],
])('CHD-1 nobody gets round it by %s', async (_, from) => {
  for (const who of ['outreach', 'midwife', 'chair', 'police'] as const) expect(await seen(who, from)).toBe(0)
})

it('CHD-1 it is not got round by what a statement gives back, nor by another role than her place has', async () => {
  const written = `INSERT INTO child_places (id, child_id, case_id, said_at, said_by)
    SELECT gen_random_uuid(), '${child.id}', '${caseId}', app.moment(), app.account_id()`
  expect(await tried('outreach', written)).toBe(1)
  expect(await tried('outreach', `${written} RETURNING address`)).toBe(insufficient)
  expect(await tried('outreach', `UPDATE child_places SET address = ''`)).toBe(insufficient)
  expect(await tried('outreach', `DELETE FROM child_places`)).toBe(insufficient)
  const forged = await within(emailOf('outreach'), async (client) => {
    await client.query(`SELECT set_config('app.coordinates', 'yes', true)`)
    return rowsSeen(client, 'SELECT 1 FROM child_places')
  })
  expect(forged).toBe(0)
})

it('SAF-1, ACC-6 a front door reads the children that its notification names, and no row of theirs', async () => {
  expect(await seen('children', `app.received_children('${id}')`)).toBe(1)
  for (const table of ['children', 'earlier_children', 'child_places', 'notified_children', 'same_children'])
    expect([table, await seen('children', table)]).toEqual([table, 0])
})

it('SAF-1 no notification names a child of another case, and what stood of a child is not changed', async () => {
  const { caseId: otherId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
  const other = await done(world.as.outreach, recordChild, {
    params: { caseId: otherId ?? '' },
    body: recordChild.example,
  })
  const named = (inCase: string | null) =>
    tried(
      'outreach',
      `INSERT INTO notified_children (notification_id, child_id, case_id) VALUES ('${id}', '${other.id}', '${inCase}')`,
    )
  expect(await named(otherId)).toBe(insufficient)
  expect(await named(caseId)).toBe('23503')
  for (const table of ['earlier_children', 'same_children', 'notified_children'])
    expect(await tried('outreach', `DELETE FROM ${table}`)).toBe(insufficient)
  expect(await tried('outreach', 'UPDATE children SET case_id = id')).toBe(insufficient)
})
