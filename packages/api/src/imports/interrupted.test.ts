import { readImport, startImport } from '@alongside/shared/imports/contract'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { everything } from '../../test/everything.ts'
import { givenUpload, pastReferral, settled } from '../../test/given-imports.ts'
import { openEastmarsh } from '../../test/world.ts'
import { done } from '../demo/found.ts'

// What stands when an import ends before its time: nothing of it, and a word that it can be started again.

const world = await openEastmarsh('2026-03-02T09:00:00Z')
const { as, rows } = world
const barrier = new Client({ connectionString: world.database.ownerUrl })

beforeAll(async () => {
  await barrier.connect()
  // A green referral waits at the barrier; one that was withdrawn is refused by the database, which no rule foresees.
  await rows(`CREATE FUNCTION wait_or_fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.light = 'green' THEN PERFORM pg_advisory_xact_lock(4711); END IF;
    IF NEW.state = 'withdrawn' THEN RAISE EXCEPTION 'unforeseen'; END IF;
    RETURN NEW; END $$`)
  await rows(
    'CREATE TRIGGER wait_or_fail BEFORE UPDATE ON referrals FOR EACH ROW EXECUTE FUNCTION wait_or_fail()',
  )
})
afterAll(() => barrier.end())

const standing = () => everything(world, 'imports', 'audit_events', 'idempotency_keys')
const referrals = (count: number, odd: number, with_: Partial<typeof pastReferral>) =>
  Array.from({ length: count }, (_, n) => ({
    ...pastReferral,
    name: `Person ${n}`,
    ...(n === odd && with_),
  }))
const begun = async (of: Record<string, string>[]) => {
  const { id, version } = await givenUpload(world, 'referrals', of)
  await done(as.coordinator, startImport, { params: { importId: id }, version })
  return id
}
const read = (importId: string) => done(as.coordinator, readImport, { params: { importId } })
const atBarrier = () =>
  rows<{ pid: number }>(`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`)

it('all or nothing: where row 4,999 is refused by the database, none of the others stays', async () => {
  const before = await standing()
  const id = await begun(referrals(5000, 4997, { state: 'withdrawn', discussed_on: '' }))
  expect(await settled(world, id)).toMatchObject({ state: 'interrupted', rows: 5000, done: 0 })
  expect(await standing()).toEqual(before)
  expect(world.log.filter((line) => line.includes('import interrupted'))).toHaveLength(1)
})

it('its progress is seen while it runs; cut off in the middle it leaves nothing, says so, and can be started again', async () => {
  const before = await standing()
  await barrier.query('SELECT pg_advisory_lock(4711)')
  const id = await begun(referrals(250, 220, { light: 'green' }))
  await vi.waitFor(async () => expect(await atBarrier()).toHaveLength(1), { interval: 20, timeout: 110_000 })
  const running = await read(id)
  expect(running).toMatchObject({ state: 'running', done: 200, rows: 250 })
  const again = await as.coordinator(startImport, { params: { importId: id }, version: running.version })
  expect(again.body).toMatchObject({ code: 'import.wrong_state' })

  const [waiting] = await atBarrier()
  await rows('SELECT pg_terminate_backend($1)', [waiting!.pid])
  await barrier.query('SELECT pg_advisory_unlock(4711)')
  const cut = await settled(world, id)
  expect(cut).toMatchObject({ state: 'interrupted', done: 0 })
  expect(await standing()).toEqual(before)

  await done(as.coordinator, startImport, { params: { importId: id }, version: cut.version })
  expect(await settled(world, id)).toMatchObject({ state: 'done', done: 250 })
})

it('where the server died with it, nobody holds its lock: it is interrupted, and can be started again', async () => {
  const { id } = await givenUpload(world, 'agencies', [{ name: 'Mission', kind: 'charity' }])
  await rows(`UPDATE imports SET state = 'running', started_at = $2 WHERE id = $1`, [id, world.clock.now()])
  expect((await read(id)).state).toBe('running')
  world.clock.set('2026-03-02T09:01:00Z')
  const { state, version } = await read(id)
  expect(state).toBe('interrupted')
  await done(as.coordinator, startImport, { params: { importId: id }, version })
  expect((await settled(world, id)).state).toBe('done')
})

it('a server that stops gives up what it imports', async () => {
  await barrier.query('SELECT pg_advisory_lock(4711)')
  const id = await begun(referrals(250, 20, { light: 'green', referred_on: '2025-03-15' }))
  await vi.waitFor(async () => expect(await atBarrier()).toHaveLength(1), { interval: 20, timeout: 110_000 })
  const closing = world.app.close()
  await barrier.query('SELECT pg_advisory_unlock(4711)')
  await closing
  expect(await rows('SELECT state FROM imports WHERE id = $1', [id])).toEqual([{ state: 'interrupted' }])
})
