import { closeMeeting } from '@alongside/shared/meetings/contract'
import * as contract from '@alongside/shared/minutes/contract'
import { agreeAction, closeItem, contribute, recordItem } from '@alongside/shared/room/contract'
import { beforeEach, expect, it } from 'vitest'
import { openTestPool } from '../../test/database.ts'
import { givenMeetings } from '../../test/given-meetings.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { openSession } from '../sessions/queries.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, clock } = world
const { refusal, drafted, distribute, startOver } = await givenMeetings(world)

beforeEach(startOver)

it('MTG-8 a distributed version does not change by any route, and nothing changes', async () => {
  const item = await drafted()
  const { items } = await done(as.coordinator, contract.readMinutesDraft, {
    params: { meetingId: item.meetingId },
  })
  const { version } = await distribute(item.meetingId)
  const params = { meetingId: item.meetingId }
  const edit = { params: { minutedItemId: items[0]!.id }, body: { record: { riskPlan: 'x' } }, version: 1 }
  const no = [409, 'minutes.distributed']
  expect(await refusal('chair', contract.editMinutedItem, edit)).toEqual(no)
  expect(await refusal('chair', contract.editMinutes, { params, body: { notes: 'x' }, version })).toEqual(no)
  expect(await refusal('chair', contract.distributeMinutes, { params, body: {}, version: 2 })).toEqual(no)
  expect(await refusal('chair', closeMeeting, { params, body: {}, version: 3 })).toEqual([
    409,
    'meeting.wrong_state',
  ])
  for (const [operation, body] of [
    [recordItem, { riskPlan: 'x' }],
    [closeItem, {}],
    [contribute, { words: 'x' }],
  ] as const)
    expect(
      (await refusal('chair', operation, { params: { itemId: item.itemId }, body, version: 2 } as never))[0],
    ).toBe(409)
  const action = { ownerAgencyId: world.agencies.housing, what: 'x', why: 'y', dueOn: '2026-03-20' }
  expect((await refusal('chair', agreeAction, { params: { itemId: item.itemId }, body: action }))[0]).toBe(
    409,
  )
})

const pools = {
  app: openTestPool(world.database.appUrl, 1),
  jobs: openTestPool(world.database.jobsUrl, 1),
  owner: openTestPool(world.database.ownerUrl, 1),
}

it.each(['app', 'jobs', 'owner'] as const)(
  'MTG-8 a distributed version does not change by SQL, as %s: neither it nor its items',
  async (role) => {
    const item = await drafted()
    await distribute(item.meetingId)
    const before = await rows('SELECT n::text, i::text AS item FROM minutes n, minuted_items i')
    const client = await pools[role].connect()
    const [account] = await rows<{ id: string }>(
      `SELECT id FROM accounts WHERE email = 'coordinator@alongside.example'`,
    )
    const { actor } = (await openSession(world.services.pools.identity, account!.id, clock.now()))!
    const tried: Record<string, unknown> = {}
    for (const statement of [
      `UPDATE minutes SET revision = 9`,
      `UPDATE minutes SET distributed_at = NULL, distributed_by = NULL, hash = NULL, leaves = NULL`,
      `UPDATE minutes SET hash = 'ff'`,
      'DELETE FROM minutes',
      `UPDATE minuted_items SET content = ''`,
      `UPDATE minuted_items SET withheld = true`,
      'DELETE FROM minuted_items',
      `INSERT INTO minuted_items (partnership_id, id, minutes_id, case_id, position, content)
        SELECT partnership_id, gen_random_uuid(), id, gen_random_uuid(), 2, '' FROM minutes`,
      'TRUNCATE minuted_items',
      'TRUNCATE minutes CASCADE',
      `INSERT INTO minutes (partnership_id, id, meeting_id, version, compiled_at, compiled_by, present, proceedings, distributed_at, distributed_by, hash, leaves)
        SELECT partnership_id, gen_random_uuid(), meeting_id, 2, compiled_at, compiled_by, present, proceedings, distributed_at, distributed_by, hash, leaves FROM minutes`,
    ]) {
      await client.query('BEGIN')
      if (role === 'app')
        await client.query('SELECT app.enter($1, $2, $3, true, $4)', [
          actor.sessionId,
          actor.membershipId,
          actor.role,
          clock.now(),
        ])
      tried[statement] = await client.query(statement).then(
        ({ rowCount }) => rowCount,
        ({ code }: { code: string }) => code,
      )
      await client.query('ROLLBACK')
    }
    client.release()
    expect(tried).toEqual(Object.fromEntries(Object.keys(tried).map((statement) => [statement, '42501'])))
    expect(await rows('SELECT n::text, i::text AS item FROM minutes n, minuted_items i')).toEqual(before)
  },
)
