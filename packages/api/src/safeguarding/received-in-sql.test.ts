import { openNotification } from '@alongside/shared/safeguarding/contract'
import { expect, it } from 'vitest'
import { givenSubmitted } from '../../test/given.ts'
import { insufficient, outcomeOf, rowsSeen, sqlAs } from '../../test/sql-as.ts'
import { openEastmarsh } from '../../test/world.ts'
import { emailOf, type PersonName } from '../demo/cast.ts'
import { done } from '../demo/found.ts'

/** What a front door is told, when every query of the application is forgotten: statements as its role, in an actor's context. */
const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { within } = sqlAs(world, world.database.appUrl)
const { caseId } = await givenSubmitted(world, { agrees: ['lantern', 'health'] })
const { id } = await done(world.as.outreach, openNotification, {
  params: { caseId: caseId ?? '' },
  body: { kind: 'child', about: 'Her son, 6' },
})
const seen = (who: PersonName, table: string) =>
  within(emailOf(who), (client) => rowsSeen(client, `SELECT 1 FROM ${table}`))
const tried = (who: PersonName, statement: string) =>
  within(emailOf(who), (client) => outcomeOf(client, statement))

it('SAF-1, ACC-6 a front door reads what it received, and no row of what that hangs on', async () => {
  expect(await seen('children', 'received_notifications')).toBe(1)
  for (const table of ['safeguarding_notifications', 'cases', 'referrals', 'sharing_grants', 'history'])
    expect([table, await seen('children', table)]).toEqual([table, 0])
})

it.each(['police', 'adults', 'constable', 'steering'] as const)(
  'ACC-6 SELECT of what a front door received gives %s nothing',
  async (who) => {
    expect(await seen(who, 'received_notifications')).toBe(0)
    const beside = await within(emailOf(who), (client) =>
      client.query('SELECT * FROM app.beside_received($1)', [id]),
    )
    expect(beside.rows).toEqual([])
  },
)

it('SAF-1 who told reads what became of it, and answers for nobody', async () => {
  expect(await seen('outreach', 'received_notifications')).toBe(1)
  const answer = `UPDATE received_notifications SET receiver = 'Jo', answered_at = app.moment()`
  expect(await tried('outreach', answer)).toBe(0)
  expect(await tried('children', answer)).toBe(1)
})

it.each([
  ['tells a front door by itself', `INSERT INTO received_notifications DEFAULT VALUES`],
  ['sends what was told elsewhere', 'UPDATE received_notifications SET agency_id = app.agency_id()'],
  ['changes what was told', `UPDATE received_notifications SET about = ''`],
  ['takes it away', 'DELETE FROM received_notifications'],
])('SAF-1 nobody %s', async (_, statement) => {
  for (const who of ['outreach', 'children'] as const) expect(await tried(who, statement)).toBe(insufficient)
})
