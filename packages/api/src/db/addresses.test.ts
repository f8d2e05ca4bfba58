import { afterAll, expect, it } from 'vitest'
import { createTestDatabase, testMasterKey, testRoleSecret } from '../../test/database.ts'
import { giveLogins } from '../../test/logins.ts'
import { keepsStatements, pgbouncerVersion, startPgbouncer } from '../../test/pgbouncer.ts'
import { withDefaults } from '../config.ts'
import { whyNotServe } from '../readiness.ts'
import { openPool, withTransaction } from './pool.ts'
import { databaseRoles, loginUrl } from './roles.ts'

// Through a PgBouncer in transaction mode: of the system (Debian 12: 1.18), or the one that PGBOUNCER names.

const database = await createTestDatabase()
await giveLogins(database.ownerUrl, testRoleSecret)
afterAll(() => database.drop())
const logins = databaseRoles.map((role) => loginUrl(database.ownerUrl, testRoleSecret, role))
const settings = {
  MASTER_KEY: testMasterKey.toString('base64'),
  ROLE_SECRET: testRoleSecret,
  SMTP_URL: 'smtp://127.0.0.1:1',
}

it('OPS-1 it does not start where its two addresses lead to two databases', async () => {
  const another = await createTestDatabase()
  await giveLogins(another.ownerUrl, testRoleSecret)
  const both = { DATABASE_URL: database.ownerUrl, DATABASE_DIRECT_URL: another.ownerUrl }
  expect(await whyNotServe(withDefaults({ ...settings, ...both }))).toEqual([
    expect.stringContaining('another database'),
  ])
  await another.drop()
})

it.skipIf(pgbouncerVersion === 0)(
  'OPS-1 it does not start behind a pooler that loses what is prepared, or through which nothing can be listened for, and says what to do',
  async () => {
    const pooler = await startPgbouncer(database.ownerUrl, logins, 0)
    const DATABASE_URL = pooler.through(database.ownerUrl)
    expect(await whyNotServe(withDefaults({ ...settings, DATABASE_URL }))).toEqual([
      expect.stringMatching(/loses prepared statements \(42P05\): take PgBouncer 1\.21 or newer/),
      expect.stringMatching(/Give the address of the database itself in DATABASE_DIRECT_URL/),
    ])
    const direct = { DATABASE_URL: database.ownerUrl, DATABASE_DIRECT_URL: DATABASE_URL }
    expect(await whyNotServe(withDefaults({ ...settings, ...direct }))).toEqual([
      expect.stringMatching(/DATABASE_DIRECT_URL/),
    ])
    await pooler.stop()
  },
)

it.skipIf(pgbouncerVersion < keepsStatements)(
  'OPS-1 it starts behind one that knows what is prepared where, beside the database’s own address',
  async () => {
    const pooler = await startPgbouncer(database.ownerUrl, logins, 200)
    const both = { DATABASE_URL: pooler.through(database.ownerUrl), DATABASE_DIRECT_URL: database.ownerUrl }
    expect(await whyNotServe(withDefaults({ ...settings, ...both }))).toEqual([])
    // Twice as many connections as it has to the server: each transaction finds what it prepared, wherever it runs.
    const pool = openPool(pooler.through(logins[0]!), 8, () => undefined, { plansOnce: true })
    const sums = Array.from({ length: 300 }, (_, n) =>
      withTransaction(pool, { name: 'first-of-three', text: 'SELECT $1::int', values: [n] }, async (tx) => {
        const [one, two] = await Promise.all([
          tx.$client.query<{ sum: number }>({
            name: `sum-${n % 7}`,
            text: `SELECT $1::int + ${n % 7} AS sum`,
            values: [n],
          }),
          tx.$client.query<{ sum: number }>(`SELECT $1::int + ${n % 5} AS sum`, [n]),
        ])
        return [one.rows[0]?.sum, two.rows[0]?.sum]
      }),
    )
    expect(await Promise.all(sums)).toEqual(sums.map((_, n) => [n + (n % 7), n + (n % 5)]))
    await pool.end()
    await pooler.stop()
  },
)
