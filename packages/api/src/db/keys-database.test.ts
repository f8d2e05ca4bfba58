import { afterAll, expect, inject, it } from 'vitest'
import { createTestDatabase, testMasterKey, testRoleSecret } from '../../test/database.ts'
import { giveLogins } from '../../test/logins.ts'
import { query } from '../../test/query.ts'
import { type Config, withDefaults } from '../config.ts'
import { whyNotServe } from '../readiness.ts'
import { migrate } from './migrate.ts'
import { keysRole, loginOf, loginUrl, resetPasswords } from './roles.ts'

// A database of cases and one of keys become a pair, and are served as that pair alone.

const { superuserUrl, owner } = inject('testServer')
const first = await createTestDatabase()
await giveLogins(first.ownerUrl, testRoleSecret)
const made: string[] = []
/** Empty, of the same owner. */
async function empty(name: string): Promise<string> {
  const database = `${first.name}_${name}`
  await query(superuserUrl, `CREATE DATABASE ${database} OWNER ${owner}`)
  made.push(database)
  return Object.assign(new URL(first.ownerUrl), { pathname: database }).href
}
afterAll(async () => {
  for (const name of made) await query(superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`)
  await first.drop()
})
const [ours, theirs] = [await empty('keys'), await empty('others')]
const groundWith = (keysOwnerUrl: string, ownerUrl = first.ownerUrl) => ({
  ...{ ownerUrl, keysOwnerUrl },
  ...{ keys: [testMasterKey] as const, roleSecret: testRoleSecret },
})
const why = (attempt: Promise<unknown>) => attempt.then(() => 'done').catch((error: Error) => error.message)
const where = (url = first.ownerUrl) =>
  query<{ pair: string | null; since: Date | null }>(url, 'SELECT pair, since FROM deployment.case_keys')
const good = withDefaults({
  DATABASE_URL: first.ownerUrl,
  MASTER_KEY: testMasterKey.toString('base64'),
  ROLE_SECRET: testRoleSecret,
  SMTP_URL: 'smtp://127.0.0.1:1',
})
const reasonsWith = (settings: Partial<Config>) => whyNotServe({ ...good, ...settings })

it('OPS-1 is not served with a database of keys that it was not told of', async () => {
  expect(await reasonsWith({ KEYS_DATABASE_URL: ours })).toEqual([expect.stringMatching(/run `migrate`/)])
  expect(await reasonsWith({ KEYS_DATABASE_URL: first.ownerUrl })).toContainEqual(
    expect.stringMatching(/is the database of the cases/),
  )
  expect(await reasonsWith({ KEYS_DATABASE_OWNER_URL: ours })).toEqual([
    expect.stringMatching(/^KEYS_DATABASE_OWNER_URL is set/),
  ])
})

it('OPS-1 CNF-3 `migrate` makes the two a pair: what has no key yet keeps them apart from its first, by a login that is above nothing', async () => {
  await migrate(groundWith(ours))
  await migrate(groundWith(ours))
  const [{ pair, since } = { pair: null, since: null }] = await where()
  expect(since).not.toBeNull()
  expect(await query(ours, 'SELECT pair FROM keys.pair')).toEqual([{ pair }])
  expect(await reasonsWith({ KEYS_DATABASE_URL: ours })).toEqual([])
  const login = loginUrl(ours, testRoleSecret, keysRole)
  expect(await query(login, 'SELECT count(*)::int FROM keys.case_keys')).toEqual([{ count: 0 }])
  expect(await why(query(login, 'UPDATE keys.case_keys SET wrapped = wrapped'))).toMatch(/permission denied/)
  expect(await why(query(login, 'UPDATE keys.pair SET pair = gen_random_uuid()'))).toMatch(
    /permission denied/,
  )
})

it('OPS-1 CNF-3 it is served with its own database of keys and with no other, and not without', async () => {
  expect(await reasonsWith({})).toEqual([expect.stringMatching(/^KEYS_DATABASE_URL is missing/)])
  const second = await createTestDatabase()
  try {
    await migrate(groundWith(theirs, second.ownerUrl))
    expect(await reasonsWith({ KEYS_DATABASE_URL: theirs })).toEqual([
      expect.stringMatching(/does not hold the keys of this one/),
    ])
    const before = await where()
    expect(await why(migrate(groundWith(theirs)))).toMatch(/does not hold .* Nothing was changed/)
    expect(await why(migrate(groundWith('')))).toMatch(/KEYS_DATABASE_OWNER_URL is missing.* Nothing/)
    expect(await where()).toEqual(before)
  } finally {
    await second.drop()
  }
  const login = `"${loginOf(`${first.name}_keys`, keysRole)}"`
  await query(superuserUrl, `ALTER ROLE ${login} SUPERUSER`)
  expect(await reasonsWith({ KEYS_DATABASE_URL: ours })).toContainEqual(expect.stringMatching(/superuser/))
  await query(superuserUrl, `ALTER ROLE ${login} NOSUPERUSER PASSWORD 'another'`)
  expect(await reasonsWith({ KEYS_DATABASE_URL: ours })).toEqual([
    expect.stringMatching(/does not let .* in/),
  ])
  expect(await resetPasswords(ours, testRoleSecret, [keysRole])).toEqual([
    loginOf(`${first.name}_keys`, keysRole),
  ])
  expect(await reasonsWith({ KEYS_DATABASE_URL: ours })).toEqual([])
})

it('CNF-3 a database of keys that has some belongs to somebody: no other becomes its pair', async () => {
  const third = await createTestDatabase()
  try {
    await query(theirs, `INSERT INTO keys.case_keys (id, wrapped) VALUES (gen_random_uuid(), '\\x02')`)
    expect(await why(migrate(groundWith(theirs, third.ownerUrl)))).toMatch(
      /holds the keys of another database/,
    )
    expect(await where(third.ownerUrl)).toEqual([{ pair: null, since: null }])
  } finally {
    await third.drop()
  }
})

it('CNF-3 a database that has keys already goes on as before until they are moved', async () => {
  const older = await createTestDatabase()
  try {
    await query(
      older.superuserUrl,
      `SET session_replication_role = replica;
      INSERT INTO data_keys (partnership_id, id, wrapped) VALUES (gen_random_uuid(), gen_random_uuid(), '\\x02')`,
    )
    const keys = await empty('older')
    await migrate(groundWith(keys, older.ownerUrl))
    expect(await where(older.ownerUrl)).toEqual([{ pair: expect.any(String), since: null }])
  } finally {
    await older.drop()
  }
})
