import { listCases, readCase } from '@alongside/shared/cases/contract'
import { listReferrals, readReferral, startReferral } from '@alongside/shared/referrals/contract'
import { expect, it, vi } from 'vitest'
import { openTestPool } from '../../test/database.ts'
import { givenListed } from '../../test/given.ts'
import { query } from '../../test/query.ts'
import { refusalOf } from '../../test/standing.ts'
import { openEastmarsh } from '../../test/world.ts'
import { readFigures } from '../http/figures.ts'
import { apartAs } from '../wrapped-keys.ts'
import { lookAtKeys } from './standing.ts'

// CNF-3: where the keys of cases are kept in a database of their own, the other one opens nothing, and nobody waits for it twice.

const world = await openEastmarsh('2026-03-02T09:00:00Z', {}, 'apart')
const { as, services, rows } = world
const listed = [await givenListed(world), await givenListed(world, { agrees: ['housing'], refuses: [] })]
const caseId = listed[0]?.caseId ?? ''
const keysUrl = world.keysDatabase?.ownerUrl ?? ''
const apart = openTestPool(keysUrl, 1)
const keysKept = async () =>
  (await apart.query<{ id: string }>('SELECT id FROM keys.case_keys ORDER BY id')).rows.map(({ id }) => id)

it('CNF-3 no key of a case is in the database of cases, and each that it names is in the other', async () => {
  const named = await rows<{ id: string; wrapped: Buffer }>('SELECT id, wrapped FROM data_keys ORDER BY id')
  expect(named.length).toBeGreaterThan(1)
  expect(named.map(({ wrapped }) => apartAs(wrapped))).toEqual(named.map(({ id }) => id))
  expect(await keysKept()).toEqual(expect.arrayContaining(named.map(({ id }) => id)))
})

it.each([
  ['a list of referrals', () => as.outreach(listReferrals, {})],
  ['one case', () => as.outreach(readCase, { params: { caseId } })],
  ['one referral', () => as.outreach(readReferral, { params: { referralId: listed[0]?.id ?? '' } })],
  ['a list of cases', () => as.coordinator(listCases, {})],
])('OPS-10 %s waits once more where nothing is remembered, and never again', async (_, ask) => {
  const statements = vi.spyOn(services.keys!.pool, 'query')
  const asked = async () => {
    statements.mockClear()
    expect((await ask()).status).toBe(200)
    return statements.mock.calls.length
  }
  await asked()
  expect(await asked()).toBe(0)
  services.vault.forget()
  expect(await asked()).toBe(1)
  expect(await asked()).toBe(0)
  statements.mockRestore()
})

it('OPS-3 without the database of keys whoever asks is told to come again, nothing is taken for unreadable, and nothing is begun', async () => {
  const name = world.keysDatabase?.name
  services.vault.forget()
  const before = services.vault.unreadable.count()
  await query(world.database.superuserUrl, `ALTER DATABASE ${name} CONNECTION LIMIT 0`)
  await query(
    world.database.superuserUrl,
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '${name}' AND usename LIKE '%_keys_login'`,
  )
  try {
    expect((await as.outreach(readCase, { params: { caseId } })).status).toBe(503)
    const begun = await refusalOf(world, ['referrals', 'data_keys'], as.outreach, startReferral, { body: {} })
    expect(begun).toEqual([503, 'service.unavailable'])
  } finally {
    await query(world.database.superuserUrl, `ALTER DATABASE ${name} CONNECTION LIMIT -1`)
  }
  expect((await as.outreach(readCase, { params: { caseId } })).status).toBe(200)
  expect(services.vault.unreadable.count()).toBe(before)
})

it('CNF-3 a key is there before what it opens is committed: what fails afterwards leaves a key of nothing', async () => {
  const before = await keysKept()
  await rows(`ALTER TABLE referrals ADD CONSTRAINT no_more CHECK (state <> 'draft') NOT VALID`)
  try {
    const refused = await refusalOf(world, ['referrals', 'data_keys'], as.outreach, startReferral, {
      body: {},
    })
    expect(refused[0]).toBe(500)
  } finally {
    await rows('ALTER TABLE referrals DROP CONSTRAINT no_more')
  }
  const orphans = (await keysKept()).filter((id) => !before.includes(id))
  expect(orphans).toHaveLength(1)
  expect(await rows('SELECT FROM data_keys WHERE id = ANY ($1)', [orphans])).toEqual([])
})

it('CNF-3 a replica that does not know where the keys are says so within the minute, and serves no more', async () => {
  expect(await lookAtKeys(services.pools.app, services.vault, null)).toMatch(/KEYS_DATABASE_URL/)
  expect(await lookAtKeys(services.pools.app, services.vault, services.keys)).toBeNull()
})

it('OPS-6 how long ago the keys were backed up is told where they are kept apart', async () => {
  const ages = async (from: typeof world) =>
    (await readFigures(from.services.pools.jobs, from.clock.now()))
      .filter(({ name }) => name === 'last_run_age_seconds')
      .map(({ of }) => of)
  expect(await ages(world)).toContain('backup of keys')
  expect(await ages(await openEastmarsh('2026-03-02T09:00:00Z', {}, 'beside'))).not.toContain(
    'backup of keys',
  )
})
