import type { Duplex } from 'node:stream'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { openPool, TransactionOver, type Tx, withTransaction } from './pool.ts'

it('ACC-1 a branch that goes on after its transaction failed cannot write into the next one', async () => {
  const database = await createTestDatabase()
  const pool = openPool(database.ownerUrl, 1, () => undefined)
  await pool.query('CREATE TABLE marks (mark text)')
  let kept: Tx | undefined
  const failing = withTransaction(pool, null, async (tx) => {
    kept = tx
    throw new Error('one branch failed')
  })
  await expect(failing).rejects.toThrow('one branch failed')

  await withTransaction(pool, null, async (tx) => {
    await tx.$client.query(`INSERT INTO marks VALUES ('mine')`)
    expect(() => kept?.$client.query(`INSERT INTO marks VALUES ('a stray')`)).toThrow(TransactionOver)
  })
  expect((await pool.query('SELECT mark FROM marks')).rows).toEqual([{ mark: 'mine' }])
  await pool.end()
  await database.drop()
})

it('a statement that comes again is prepared, however many came once before it; a long one never is', async () => {
  const database = await createTestDatabase()
  const pool = openPool(database.ownerUrl, 1, () => undefined)
  await pool.query('CREATE TABLE marks (mark text)')
  const client = await pool.connect()
  const prepared = async () => {
    const { rows } = await client.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements')
    return rows.map(({ statement }) => statement).toSorted()
  }
  for (let n = 0; n < 900; n++) await client.query(`SELECT ${n}, $1::text`, ['once'])
  const long = `SELECT $1::text /* ${'many rows '.repeat(1_000)} */`
  const mark = 'INSERT INTO marks VALUES ($1)'
  for (let n = 0; n < 3; n++) {
    await client.query(long, ['long'])
    await client.query(mark, [String(n)])
    await client.query({ text: `${mark} RETURNING mark`, rowMode: 'array' }, [`row ${n}`])
  }
  expect(await prepared()).toEqual([mark, `${mark} RETURNING mark`])
  expect((await client.query({ text: `${mark} RETURNING mark`, rowMode: 'array' }, ['last'])).rows).toEqual([
    ['last'],
  ])
  expect((await client.query('SELECT count(*) AS n FROM marks')).rows).toEqual([{ n: 7 }])
  client.release()
  await pool.end()
  await database.drop()
})

it('what is asked in one turn leaves as one write, and a connection says goodbye after what it was asked', async () => {
  const database = await createTestDatabase()
  const pool = openPool(database.ownerUrl, 1, () => undefined)
  const client = await pool.connect()
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
  const writes = vi.spyOn(stream, '_write')
  const several = vi.spyOn(stream, '_writev' as never)
  const asked = Array.from({ length: 5 }, (_, n) => client.query(`SELECT $1::int AS n`, [n]))
  expect((await Promise.all(asked)).map(({ rows }) => rows)).toEqual([0, 1, 2, 3, 4].map((n) => [{ n }]))
  expect(writes).toHaveBeenCalledTimes(1)
  expect(several).not.toHaveBeenCalled()
  const last = client.query(`SELECT 'heard' AS last`)
  client.release(true)
  expect((await last).rows).toEqual([{ last: 'heard' }])
  await pool.end()
  await database.drop()
})

it('two connections stay open, with what they have prepared, however long nobody asks', async () => {
  const database = await createTestDatabase()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const pool = openPool(database.ownerUrl, 5, () => undefined, { plansOnce: true })
  for (const client of await Promise.all(Array.from({ length: 5 }, () => pool.connect()))) {
    await client.query({ name: 'asked', text: 'SELECT $1::int', values: [1] })
    client.release()
  }
  vi.advanceTimersByTime(3_600_000)
  expect(pool.totalCount).toBe(2)
  const { rows } = await pool.query(
    `SELECT current_setting('plan_cache_mode') AS mode, count(*)::int AS prepared FROM pg_prepared_statements WHERE name = 'asked'`,
  )
  expect(rows).toEqual([{ mode: 'force_generic_plan', prepared: 1 }])
  await pool.end()
  await database.drop()
})
