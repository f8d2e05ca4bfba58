import { listMembers } from '@alongside/shared/partnerships/contract'
import { beforeEach, expect, it } from 'vitest'
import { openEastmarsh } from '../../test/world.ts'
import { withTransaction } from '../db/pool.ts'
import { newId } from '../ids.ts'
import { Vault } from '../vault.ts'
import { canonicalColumns, chainKeyOf, sealOf } from './chain.ts'
import { sealAudit } from './sealer.ts'
import { verifyAudit } from './verify.ts'

const world = await openEastmarsh('2026-03-31T19:20:00Z')
const { rows, services, database, clock } = world
const key = chainKeyOf(services.vault)
const seal = () => sealAudit(services.pools.jobs, key, clock.now)
const verify = () => verifyAudit(database.ownerUrl, key)

const insert = `INSERT INTO audit_events (id, partnership_id, at, action, seen, request_id) VALUES ($1, $2, $3, 'case.listed', $4, 'r-"1"')`
const event = (id = newId()) => [id, world.partnershipId, clock.now(), [newId()]]
const givenEvents = async (count: number) => {
  for (let i = 0; i < count; i++) await rows(insert, event())
}

/** What nobody can do who does not own the tables and switch their triggers off. */
async function tamper(statement: string, values: unknown[] = []) {
  await rows('ALTER TABLE audit_events DISABLE TRIGGER USER')
  await rows(statement, values)
  await rows('ALTER TABLE audit_events ENABLE TRIGGER USER')
}

beforeEach(async () => {
  await tamper('DELETE FROM audit_events')
  await rows('DELETE FROM audit_seals')
  for (const size of [3, 2]) {
    await givenEvents(size)
    await seal()
  }
})

it('ACC-7 what is committed is sealed in a chain that holds', async () => {
  await givenEvents(1)
  const [last] = await rows<{ hash: Buffer }>('SELECT hash FROM audit_seals WHERE id = 2')
  expect(await verify()).toEqual({
    intact: true,
    seals: 2,
    events: 5,
    unsealed: 1,
    head: { seal: 2, hash: last?.hash.toString('hex') },
    heads: 0,
    faults: [],
  })
})

it('with nothing new there is no new seal', async () => {
  expect(await seal()).toBe(0)
  expect((await verify()).seals).toBe(2)
})

const first = '(SELECT id FROM audit_events WHERE seal_id = 1 ORDER BY id LIMIT 1)'
it.each([
  ['an altered action', `UPDATE audit_events SET action = 'case.read' WHERE id = ${first}`, 1, 'altered'],
  [
    'a moved time',
    `UPDATE audit_events SET at = at + interval '1 microsecond' WHERE id = ${first}`,
    1,
    'altered',
  ],
  ['another list of cases shown', `UPDATE audit_events SET seen = NULL WHERE id = ${first}`, 1, 'altered'],
  ['an account that was wiped', `UPDATE audit_events SET request_id = NULL WHERE seal_id = 2`, 2, 'altered'],
  ['a removed event', `DELETE FROM audit_events WHERE id = ${first}`, 1, 'removed'],
  [
    'an event put under an old seal',
    `INSERT INTO audit_events (id, at, action, seal_id) VALUES (gen_random_uuid(), now(), 'case.read', 1)`,
    1,
    'inserted',
  ],
  ['an event moved to another seal', `UPDATE audit_events SET seal_id = 2 WHERE id = ${first}`, 1, 'removed'],
  ['a removed seal', 'DELETE FROM audit_seals WHERE id = 1', 1, 'gap'],
  ['a removed last seal', 'DELETE FROM audit_seals WHERE id = 2', 2, 'gap'],
  ['a seal of another hour', `UPDATE audit_seals SET at = at - interval '1 hour' WHERE id = 2`, 2, 'altered'],
  ['a seal that follows another', `UPDATE audit_seals SET previous_hash = hash WHERE id = 2`, 2, 'unchained'],
] as const)('ACC-7 verifying finds %s', async (_, statement, sealId, what) => {
  await tamper(statement)
  const { intact, faults } = await verify()
  expect(intact).toBe(false)
  expect(faults).toMatchObject([{ sealId, what }])
})

/** Takes the last seal away with all that it holds, so that what is left looks whole. */
async function cutTail() {
  await tamper('DELETE FROM audit_events WHERE seal_id = 2')
  await rows('DELETE FROM audit_seals WHERE id = 2')
}

it('ACC-11 a tail that was cut off is found by the head that was handed outside', async () => {
  const { head } = await verify()
  const outside = { ...head!, key: null, at: null }
  expect(await verifyAudit(database.ownerUrl, key, [outside])).toMatchObject({ intact: true, heads: 1 })
  await cutTail()
  expect(await verify()).toMatchObject({ intact: true, seals: 1 })
  expect(await verifyAudit(database.ownerUrl, key, [outside])).toMatchObject({
    intact: false,
    faults: [{ sealId: 2, what: 'cut_off' }],
  })
})

it('ACC-11 a tail that was cut off and grew again is found by the head that was handed outside', async () => {
  const { head } = await verify()
  await cutTail()
  await givenEvents(4)
  await seal()
  expect(await verify()).toMatchObject({ intact: true, seals: 2 })
  expect(await verifyAudit(database.ownerUrl, key, [{ ...head!, key: null, at: null }])).toMatchObject({
    faults: [{ sealId: 2, what: 'rewritten' }],
  })
})

/** What somebody does who has the whole database and not the key: alters an entry and makes every seal anew. */
async function rewrite(forged: typeof key) {
  await tamper(`UPDATE audit_events SET action = 'case.listed', seen = NULL WHERE id = ${first}`)
  let previous = Buffer.alloc(32)
  for (const id of [1, 2]) {
    const held = await rows<{ row: string[] }>(
      `SELECT ${canonicalColumns} AS row FROM audit_events WHERE seal_id = $1 ORDER BY id`,
      [id],
    )
    const at = String(Date.parse(clock.now()) * 1000)
    const hash = sealOf(
      forged,
      { id, at, previous },
      held.map(({ row }) => row),
    )
    await rows('UPDATE audit_seals SET previous_hash = $2, hash = $3, key_mark = $4 WHERE id = $1', [
      id,
      previous,
      hash,
      forged.mark,
    ])
    previous = hash
  }
}
const otherKey = chainKeyOf(new Vault({ masters: [Buffer.alloc(32, 7)], root: Buffer.alloc(32, 7) }))

it('ACC-11 a past that was altered and sealed anew without the key is found, whatever mark it bears', async () => {
  const { head } = await verify()
  await rewrite({ ...otherKey, mark: key.mark })
  expect(await verify()).toMatchObject({ intact: false, faults: [{ sealId: 1, what: 'altered' }] })
  await rewrite(otherKey)
  expect(await verify()).toMatchObject({ intact: false, faults: [{ sealId: 1, what: 'other_key' }] })
  expect(
    (await verifyAudit(database.ownerUrl, key, [{ ...head!, key: key.mark, at: null }])).faults,
  ).toMatchObject([
    { sealId: 1, what: 'other_key' },
    { sealId: 2, what: 'rewritten' },
  ])
})

it('ACC-11 even who has the key, and seals another past, has not the head that was handed outside', async () => {
  const { head } = await verify()
  await rewrite(key)
  expect(await verify()).toMatchObject({ intact: true })
  expect(
    (await verifyAudit(database.ownerUrl, key, [{ ...head!, key: null, at: null }])).faults,
  ).toMatchObject([{ sealId: 2, what: 'rewritten' }])
})

it('ACC-11 the key is nowhere in the database', async () => {
  const [dump] = await rows<{ text: string }>(
    `SELECT string_agg(s::text, '') || (SELECT string_agg(e::text, '') FROM audit_events e) AS text FROM audit_seals s`,
  )
  expect(dump?.text).not.toContain(key.key.toString('hex'))
})

it('ACC-7 sealers at work at once, with writers between them, leave every event sealed once', async () => {
  const writers = Array.from({ length: 40 }, () => rows(insert, event()))
  await Promise.all([seal(), ...writers, seal(), seal()])
  await seal()
  expect(await verify()).toMatchObject({ intact: true, unsealed: 0, events: 45 })
})

it('ACC-7 an event that commits late with an older id is not missed', async () => {
  const older = newId()
  await withTransaction(services.pools.identity, null, async (tx) => {
    await tx.$client.query(insert, event(older))
    await givenEvents(1)
    expect(await seal()).toBe(1)
  })
  expect(await seal()).toBe(1)
  expect(await verify()).toMatchObject({ intact: true, unsealed: 0, seals: 4, events: 7 })
})

it('ACC-7 a writer never waits for the sealer', async () => {
  await givenEvents(1)
  await withTransaction(services.pools.jobs, null, async (tx) => {
    await tx.$client.query(`SELECT pg_advisory_xact_lock(hashtextextended('audit sealer', 0))`)
    await tx.$client.query('UPDATE audit_events SET seal_id = 3 WHERE seal_id IS NULL')
    expect((await world.as.outreach(listMembers)).status).toBe(200)
    await rows(insert, event())
    expect(await seal()).toBe(0)
    await tx.$client.query('ROLLBACK')
    await tx.$client.query('BEGIN')
  })
})

it('ACC-7 more than one batch is sealed in one go', async () => {
  await rows(
    `INSERT INTO audit_events (id, at, action) SELECT gen_random_uuid(), now(), 'case.read' FROM generate_series(1, 2100)`,
  )
  expect(await seal()).toBe(2100)
  expect(await verify()).toMatchObject({ intact: true, seals: 5, events: 2105, unsealed: 0 })
})
