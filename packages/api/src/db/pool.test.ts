import { expect, it } from 'vitest'
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
