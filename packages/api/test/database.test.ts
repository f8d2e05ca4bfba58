import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { createTestDatabase } from './database.ts'
import { query } from './query.ts'

const migrations = path.join(import.meta.dirname, '../src/db/migrate.ts')

it('gives every caller a database of its own', async () => {
  const one = await createTestDatabase()
  const other = await createTestDatabase()
  await query(one.ownerUrl, 'CREATE TABLE only_here (id int)')

  await expect(query(other.ownerUrl, 'SELECT * FROM only_here')).rejects.toThrow('does not exist')

  await one.drop()
  await expect(query(one.ownerUrl, 'SELECT 1')).rejects.toThrow('does not exist')
  expect(await query(other.ownerUrl, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }])
  await other.drop()
})

it.runIf(existsSync(migrations))('lets the runtime roles in, neither of them a superuser', async () => {
  const database = await createTestDatabase()
  const who =
    'SELECT rolname, rolsuper OR rolbypassrls AS above_policies FROM pg_roles WHERE rolname = current_user'

  expect(await query(database.appUrl, who)).toEqual([{ rolname: 'alongside_app', above_policies: false }])
  expect(await query(database.jobsUrl, who)).toEqual([expect.objectContaining({ rolname: 'alongside_jobs' })])

  await database.drop()
})
