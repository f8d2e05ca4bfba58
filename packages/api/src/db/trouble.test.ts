import type { Pool } from 'pg'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { freePort } from '../../test/free-port.ts'
import { openPool } from './pool.ts'
import { type Trouble, troubleOf } from './trouble.ts'

const database = await createTestDatabase()

/** What somebody asks of a pool of one connection, and what goes wrong with it. */
async function trouble(
  work: (pool: Pool) => Promise<unknown>,
  url = database.ownerUrl,
): Promise<Trouble | null> {
  const pool = openPool(url, 1, () => undefined)
  try {
    return await work(pool).then(() => null, troubleOf)
  } finally {
    await pool.end()
  }
}

it('OPS-5 it is told apart why the database could not do it, and what is nobody’s trouble is not called so', async () => {
  const raising = (state: string) => (pool: Pool) =>
    pool.query(`DO $$ BEGIN RAISE 'Marnie' USING ERRCODE = '${state}'; END $$`)
  expect(await trouble(raising('53100'))).toEqual({ sqlstate: '53100', cause: 'disk_full' })
  expect(await trouble(raising('58030'))).toEqual({ sqlstate: '58030', cause: 'io_error' })
  expect(await trouble(raising('23505'))).toBeNull()
  expect(await trouble((pool) => pool.query('SELECT 1'))).toBeNull()
  const slow = (pool: Pool) => pool.query(`SET statement_timeout = 1; SELECT pg_sleep(60)`)
  expect(await trouble(slow)).toEqual({ sqlstate: '57014', cause: 'statement_timeout' })
  const onStandby = (pool: Pool) => pool.query('BEGIN READ ONLY; UPDATE partnerships SET name = name')
  expect(await trouble(onStandby)).toEqual({ sqlstate: '25006', cause: 'read_only' })
  const full = async (pool: Pool) => {
    const client = await pool.connect()
    return pool.query('SELECT 1').finally(() => client.release())
  }
  expect(await trouble(full)).toEqual({ sqlstate: null, cause: 'pool_exhausted' })
  const nowhere = Object.assign(new URL(database.ownerUrl), { port: String(await freePort()) }).href
  expect(await trouble((pool) => pool.query('SELECT 1'), nowhere)).toEqual({
    sqlstate: null,
    cause: 'unreachable',
  })
  const cut = async (pool: Pool) => {
    const client = await pool.connect()
    client.on('error', () => undefined)
    return client.query('SELECT pg_terminate_backend(pg_backend_pid())').finally(() => client.release(true))
  }
  expect(await trouble(cut)).toEqual({ sqlstate: '57P01', cause: 'shutting_down' })
  await database.drop()
})
