import { expect, it, onTestFinished } from 'vitest'
import { seed } from '../bench/seed.ts'
import { vaultAt } from '../src/db/key-check.ts'
import { createTestDatabase, testMasterKey } from './database.ts'
import { query } from './query.ts'

it('what the benches measure on is written into the tables as they are now', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  await seed(
    database.superuserUrl,
    await vaultAt(database.ownerUrl, [testMasterKey]),
    20,
    Date.parse('2026-03-02T09:00:00Z'),
    1,
  )
  const [counted] = await query(
    database.ownerUrl,
    `SELECT (SELECT count(*)::int FROM referrals) AS referrals, (SELECT count(*)::int FROM cases) AS cases,
      (SELECT count(*)::int FROM cases c WHERE NOT EXISTS (SELECT FROM sharing_grants g
        WHERE g.partnership_id = c.partnership_id AND g.case_id = c.id)) AS unseen`,
  )
  expect(counted).toEqual({ referrals: 20, cases: 16, unseen: 0 })
})
