import { expect, inject, it } from 'vitest'
import { createTestDatabase } from './database.ts'
import { query } from './query.ts'

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

it('ACC-1 lets the runtime roles in, none of them a superuser', async () => {
  const database = await createTestDatabase()
  const who =
    'SELECT rolname, rolsuper OR rolbypassrls AS above_policies FROM pg_roles WHERE rolname = current_user'

  const { template } = inject('testServer')
  for (const role of ['app', 'jobs', 'identity'] as const)
    expect(await query(database[`${role}Url`], who)).toEqual([
      { rolname: `${template}_${role}_login`, above_policies: false },
    ])
  expect(await query(database.ownerUrl, who)).toEqual([
    { rolname: `${template}_owner`, above_policies: false },
  ])

  await database.drop()
})
