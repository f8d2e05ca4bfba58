import { expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { databaseClock } from './clock.ts'
import { openPool } from './pool.ts'

it('ACC-2 a replica whose own clock is wrong goes by the database’s, and says by how much it is off', async () => {
  const database = await createTestDatabase()
  const pool = openPool(database.ownerUrl, 1, () => undefined)
  const said: object[] = []
  const log = { warn: (what: object) => void said.push(what) }
  // In milliseconds with their fractions: cut to whole ones it could lie before what was read ahead of it.
  const databaseTime = async () =>
    (
      await pool.query<{ at: number }>('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS at')
    ).rows.map(({ at }) => at)[0]!

  const slow = new Date((await databaseTime()) - 3_600_000).toISOString()
  const clock = databaseClock(() => slow, log)
  expect(clock.now()).toBe(slow)
  const before = await databaseTime()
  const stop = await clock.follow(pool)
  const after = await databaseTime()
  expect(Date.parse(clock.now())).toBeGreaterThanOrEqual(Math.floor(before))
  expect(Date.parse(clock.now())).toBeLessThanOrEqual(Math.ceil(after))
  expect(said).toHaveLength(1)
  expect(Math.abs((said[0] as { offByMs: number }).offByMs + 3_600_000)).toBeLessThan(60_000)
  stop()

  await pool.end()
  await database.drop()
})
