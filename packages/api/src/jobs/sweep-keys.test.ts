import { discardReferral } from '@alongside/shared/referrals/contract'
import { expect, it } from 'vitest'
import { openTestPool } from '../../test/database.ts'
import { givenDraft, givenListed } from '../../test/given.ts'
import { openEastmarsh } from '../../test/world.ts'
import type { KeysApart } from '../db/keys-apart.ts'
import { done } from '../demo/found.ts'
import { sweepKeys } from './sweep-keys.ts'

const world = await openEastmarsh('2026-03-02T09:00:00Z', {}, 'apart')
const { as, rows, services } = world
const keys = services.keys as KeysApart
const owner = openTestPool(world.keysDatabase?.ownerUrl ?? '', 1)
const kept = async () =>
  (await owner.query<{ id: string }>('SELECT id FROM keys.case_keys ORDER BY id')).rows.map(({ id }) => id)
const sweep = (now: string) => sweepKeys(services.pools.jobs, keys, now)
/** When they were written is said by the database, whose clock does not stand. */
const written = (at: string) => owner.query('UPDATE keys.case_keys SET written_at = $1', [at])

it('CNF-3 the key of a draft that was thrown away is kept a week longer than anything names it, and every other for good', async () => {
  await givenListed(world)
  const draft = await givenDraft(world)
  const [{ id: its } = { id: '' }] = await rows<{ id: string }>(
    'SELECT data_key_id AS id FROM referrals WHERE id = $1',
    [draft.id],
  )
  await done(as.outreach, discardReferral, { params: { referralId: draft.id }, version: draft.version })
  const never = services.vault.newKey(crypto.randomUUID())
  await keys.keep(never)
  await written('2026-03-02T09:00:00Z')
  const before = await kept()
  const named = before.filter((id) => id !== its && id !== never.id)
  expect(named.length).toBeGreaterThan(0)

  // Within a day what it was made for may still be committed.
  expect(await sweep('2026-03-03T09:00:00Z')).toBe(0)
  expect(await owner.query('SELECT FROM keys.case_keys WHERE missed_at IS NOT NULL')).toMatchObject({
    rowCount: 0,
  })
  expect(await sweep('2026-03-03T09:00:01Z')).toBe(0)
  expect(await sweep('2026-03-10T09:00:00Z')).toBe(0)
  expect(await kept()).toEqual(before)
  expect(await sweep('2026-03-10T09:00:01Z')).toBe(2)
  expect(await kept()).toEqual(named)
  expect(await sweep('2027-03-10T09:00:00Z')).toBe(0)
  expect(await kept()).toEqual(named)
})

it('CNF-3 a key that is named again within the week, by a database that was put forward again, begins anew', async () => {
  const [{ id } = { id: '' }] = await rows<{ id: string }>('SELECT id FROM data_keys LIMIT 1')
  await rows(
    `SET session_replication_role = replica; UPDATE data_keys SET id = gen_random_uuid() WHERE id = '${id}'`,
  )
  await sweep('2026-04-01T03:00:00Z')
  const missed = `SELECT id FROM keys.case_keys WHERE missed_at IS NOT NULL`
  expect((await owner.query(missed)).rows).toEqual([{ id }])
  await rows(
    `UPDATE data_keys SET id = '${id}' WHERE substring(wrapped FROM 2) = decode(replace('${id}', '-', ''), 'hex')`,
  )
  await sweep('2026-04-02T03:00:00Z')
  expect((await owner.query(missed)).rows).toEqual([])
  expect(await sweep('2026-04-20T03:00:00Z')).toBe(0)
})

it('CNF-3 keys of another database are not swept: to this one all would be unknown', async () => {
  const all = await kept()
  await owner.query('UPDATE keys.pair SET pair = gen_random_uuid()')
  await expect(sweep('2030-01-01T00:00:00Z')).rejects.toThrow('another database')
  await owner.query('UPDATE keys.case_keys SET missed_at = NULL')
  expect(await kept()).toEqual(all)
})
