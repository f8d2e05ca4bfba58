import { listEvents } from '@alongside/shared/events/contract'
import { expect, it } from 'vitest'
import { givenCalendar, givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'
import { forgetOld } from './forget.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows, services, agencies } = world
await givenCalendar(world)
await world.runJobs()
const forget = (now: string) => forgetOld(services.pools.jobs, now)
const count = async (table: string, where = 'true') =>
  (await rows<{ count: number }>(`SELECT count(*)::int FROM ${table} WHERE ${where}`))[0]!.count

it('OPS-5 what was carried is kept fourteen days, and what was not for good', async () => {
  const before = await count('outbox_events')
  await rows(
    `UPDATE outbox_events SET relayed_at = NULL WHERE id = (SELECT min(id::text)::uuid FROM outbox_events)`,
  )
  expect((await forget('2026-03-16T09:00:00Z'))['outbox events']).toBe(0)
  expect((await forget('2026-03-16T09:00:01Z'))['outbox events']).toBe(before - 1)
  expect(await count('outbox_events')).toBe(1)
  await rows(`UPDATE outbox_events SET relayed_at = '2026-03-02T09:00:00Z'`)
})

it('OPS-5 API-3 what an agency was told is kept 180 days; who reads on from before is told to begin anew, and the count goes on', async () => {
  const { resume: old } = await done(as.housing, listEvents, { query: { limit: 1 } })
  await givenListed(world)
  await world.runJobs()
  const mine = `agency_id = '${agencies.housing}'`
  const [{ last } = { last: 0 }] = await rows<{ last: number }>(
    `SELECT max(position)::int AS last FROM agency_events WHERE ${mine}`,
  )
  expect(last).toBeGreaterThan(2)
  const from = (cursor: string | null) =>
    as.housing(listEvents, { query: { limit: 100, ...(cursor && { cursor }) } })
  const all = (await from(null)).body.items.length
  const { resume: latest } = (await from(null)).body

  expect((await forget('2026-08-29T08:59:59Z'))['agency events']).toBe(0)
  expect((await from(old)).status).toBe(200)
  await forget('2026-08-29T09:00:01Z')
  expect(await count('agency_events', mine)).toBe(1)
  const refused = await from(old)
  expect([refused.status, (refused.body as unknown as { code: string }).code]).toEqual([
    410,
    'events.too_old',
  ])
  // Who has heard everything goes on, and so does who begins.
  expect((await from(latest)).body.items).toEqual([])
  expect((await from(null)).body.items.length).toBeLessThan(all)
  await givenListed(world)
  await world.runJobs()
  expect((await from(latest)).body.items.length).toBeGreaterThan(0)
  const [{ next } = { next: 0 }] = await rows<{ next: number }>(
    `SELECT max(position)::int AS next FROM agency_events WHERE ${mine}`,
  )
  expect(next).toBeGreaterThan(last)
})

it('OPS-5 deliveries go after thirty days, those that failed after ninety, each with its attempts', async () => {
  await rows(
    `INSERT INTO webhook_endpoints (partnership_id, id, agency_id, address, description, types, secret, created_at, created_by)
      SELECT $1, app.new_id(), $2, 'https://a.example', '', '{}', '', '2026-03-02T09:00:00Z', id FROM accounts LIMIT 1`,
    [world.partnershipId, agencies.housing],
  )
  await rows(
    `INSERT INTO webhook_deliveries (partnership_id, id, endpoint_id, agency_id, state, position, next_at, created_at)
      SELECT partnership_id, app.new_id(), id, agency_id, state, 0, CASE WHEN state = 'waiting' THEN now() END, '2026-03-02T09:00:00Z'
        FROM webhook_endpoints, unnest(ARRAY['waiting', 'delivered', 'given_up', 'withheld']) state`,
  )
  await rows(`INSERT INTO webhook_attempts (partnership_id, id, delivery_id, agency_id, at, ms)
    SELECT partnership_id, app.new_id(), id, agency_id, created_at, 1 FROM webhook_deliveries`)
  const left = async (at: string) => {
    await forget(at)
    expect(await count('webhook_attempts')).toBe(await count('webhook_deliveries'))
    return (await rows<{ state: string }>('SELECT state FROM webhook_deliveries ORDER BY state')).map(
      ({ state }) => state,
    )
  }
  expect(await left('2026-04-01T09:00:00Z')).toHaveLength(4)
  expect(await left('2026-04-01T09:00:01Z')).toEqual(['given_up', 'waiting'])
  expect(await left('2026-05-31T09:00:01Z')).toEqual(['waiting'])
})

it('OPS-5 delays go after a day, links after thirty and sessions after ninety, none that still counts', async () => {
  await rows(
    `INSERT INTO sign_in_delays (key, tries, not_before) VALUES ('a', 1, '2026-03-02T09:00:00Z'), ('b', 1, '2026-03-03T09:00:00Z')`,
  )
  await forget('2026-03-03T09:00:01Z')
  expect(await count('sign_in_delays')).toBe(1)
  await rows(`DELETE FROM account_tokens`)
  await rows(`INSERT INTO account_tokens (id, email, token_hash, issued_at, expires_at) VALUES
    (app.new_id(), 'a@away.example', 'a', '2026-02-20T09:00:00Z', '2026-03-02T09:00:00Z'), (app.new_id(), 'b@away.example', 'b', '2026-02-20T09:00:00Z', '2026-03-03T09:00:00Z')`)
  await forget('2026-04-01T09:00:01Z')
  expect(await count('account_tokens')).toBe(1)
  const open = await count('sessions')
  await rows(
    `UPDATE sessions SET ended_at = '2026-03-02T09:00:00Z' WHERE id = (SELECT min(id::text)::uuid FROM sessions)`,
  )
  await forget('2026-05-31T09:00:00Z')
  expect(await count('sessions')).toBe(open)
  await forget('2026-05-31T09:00:01Z')
  expect(await count('sessions')).toBe(open - 1)
})
