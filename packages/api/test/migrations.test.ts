import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { differences, fingerprint } from '../src/db/fingerprint.ts'
import { migrate } from '../src/db/migrate.ts'
import { migrations, migrationsFolder } from '../src/db/migration-files.ts'
import { applyMigrations } from '../src/db/migrations.ts'
import { ownDatabase } from '../src/db/own-database.ts'
import { loginUrl } from '../src/db/roles.ts'
import { schemaText } from '../src/db/schema.ts'
import { createTestDatabase, testMasterKey, testRoleSecret } from './database.ts'
import { query } from './query.ts'

const main = fileURLToPath(new URL('../alongside.mjs', import.meta.url))

/** A database with nothing in it, and a connection to it as its owner. */
async function openEmpty<T>(name: string, work: (client: Client, url: string) => Promise<T>): Promise<T> {
  const { superuserUrl, template, owner } = inject('testServer')
  const url = await ownDatabase(superuserUrl, `${template}_${name}`, owner)
  const client = new Client(url)
  await client.connect()
  try {
    return await work(client, url)
  } finally {
    await client.end()
    await query(superuserUrl, `DROP DATABASE ${template}_${name}`)
  }
}
const groundAt = (ownerUrl: string, masterKey = testMasterKey) => ({
  ownerUrl,
  keys: [masterKey] as const,
  roleSecret: testRoleSecret,
})

/** The command as whoever runs it types it. */
async function run(...[command, settings]: [command: string[], settings: Record<string, string>]) {
  const env = {
    ...process.env,
    MASTER_KEY: testMasterKey.toString('base64'),
    ROLE_SECRET: testRoleSecret,
    ...settings,
  }
  return promisify(execFile)(process.execPath, [main, ...command], { env }).then(
    ({ stdout }) => ({ status: 0, stdout }),
    (failed: { code: number; stdout: string }) => ({ status: failed.code, stdout: failed.stdout }),
  )
}

const one = { name: '0001_make_one', text: 'CREATE TABLE one (id int)', sha256: 'a' }
const two = { name: '0002_make_two', text: 'CREATE TABLE two (id int)', sha256: 'b' }
const tables = (client: Client) =>
  client
    .query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    )
    .then(({ rows }) => rows.map(({ name }) => name).sort())

it('a migration stays as it was merged: its hash stands in SHA256SUMS, and nobody writes there but to add a line', () => {
  const kept = readFileSync(path.join(migrationsFolder, 'SHA256SUMS'), 'utf8')
  expect(
    migrations()
      .map(({ name, sha256 }) => `${sha256}  ${name}.sql\n`)
      .join(''),
  ).toBe(kept)
  for (const { name } of migrations()) expect(name).toMatch(/^\d{4}(_[a-z0-9]+){2,}$/)
})

const migrated = await createTestDatabase()
const client = new Client(migrated.ownerUrl)
await client.connect()
const before = await fingerprint(client)
afterAll(async () => {
  await client.end()
  await migrated.drop()
})

it('the migrations lead to what db/schema says (before the first release: `pnpm --filter @alongside/api first-migration`)', () =>
  openEmpty('schema', async (empty) => {
    await empty.query(schemaText())
    const ofSchema = await fingerprint(empty)
    expect(differences(before, ofSchema)).toEqual([])
    expect(ofSchema.size).toBeGreaterThan(1_000)
  }))

it.each([
  ['a column', 'ALTER TABLE accounts ADD COLUMN added text', 'column accounts.added'],
  ['a default', `ALTER TABLE meetings ALTER state SET DEFAULT 'open'`, 'column meetings.state'],
  ['whether a column may be empty', 'ALTER TABLE accounts ALTER name DROP NOT NULL', 'column accounts.name'],
  ['a constraint', 'ALTER TABLE flags DROP CONSTRAINT flags_check', 'constraint flags flags_check'],
  ['an index', 'DROP INDEX cases_opened', 'index cases_opened'],
  [
    'a function',
    `CREATE OR REPLACE FUNCTION app.coordinates() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT true'`,
    'function app.coordinates()',
  ],
  [
    'who may call a function',
    'GRANT EXECUTE ON FUNCTION app.enter TO alongside_jobs',
    'function app.enter(uuid,uuid,text,boolean,timestamp with time zone,boolean)',
  ],
  ['a trigger', 'ALTER TABLE audit_events DISABLE TRIGGER keep_audit', 'trigger audit_events keep_audit'],
  ['a policy', 'ALTER POLICY own ON notifications USING (true)', 'policy notifications own'],
  ['what a role may do', 'GRANT DELETE ON cases TO alongside_app', 'relation cases'],
  [
    'what a role may do with a column',
    'GRANT UPDATE (name) ON accounts TO alongside_app',
    'column accounts.name',
  ],
  ['that the owner keeps to policies', 'ALTER TABLE cases NO FORCE ROW LEVEL SECURITY', 'relation cases'],
])('the fingerprint of a catalogue tells %s', async (_, change, what) => {
  await client.query('BEGIN')
  await client.query(change)
  const after = await fingerprint(client)
  await client.query('ROLLBACK')
  expect(differences(before, after).map((difference) => difference.what)).toContain(what)
})

it('applies what a database has not had, in order and once', () =>
  openEmpty('once', async (client) => {
    await applyMigrations(client, [one])
    expect(await tables(client)).toEqual(['one'])
    await applyMigrations(client, [one, two])
    await applyMigrations(client, [one, two])
    expect(await tables(client)).toEqual(['one', 'two'])
  }))

it.each([
  ['whose text was changed since', [{ ...one, sha256: 'c' }, two]],
  ['that it does not know', [two]],
])('refuses a database that had a migration %s, and changes nothing', (_, known) =>
  openEmpty('refused', async (client) => {
    await applyMigrations(client, [one])
    await expect(applyMigrations(client, known)).rejects.toThrow('0001_make_one')
    expect(await tables(client)).toEqual(['one'])
  }),
)

it('refuses a database whose tables no migration made, and says in a sentence which it is and what to do', () =>
  openEmpty('older', async (client, url) => {
    await client.query('CREATE SCHEMA app')
    const { status, stdout } = await run(['migrate'], { DATABASE_OWNER_URL: url })
    expect(status).toBe(1)
    expect(stdout).toBe(
      `The database ${client.database} at ${new URL(url).host} holds the tables of a build from before there were migrations. Nothing in it was changed. Start the build that made it, restore it anew from a backup or, if nothing in it is needed, give an empty database in DATABASE_OWNER_URL.\n`,
    )
    await expect(migrate({ ...groundAt(url), folder: '/srv/.data' })).rejects.toThrow(
      /, in the folder \/srv\/\.data, holds .*, remove that folder and start again\.$/,
    )
    expect(await tables(client)).toEqual([])
  }))

it('says in a sentence which database had a migration that this build has not', () =>
  openEmpty('newer', async (client, url) => {
    await applyMigrations(client, [one])
    await expect(migrate(groundAt(url))).rejects.toThrow(
      /^The database \S+ at \S+ had the migration 0001_make_one, .* give an empty database in DATABASE_OWNER_URL\.$/,
    )
  }))

/** All that a migration may write, in this database and in its cluster. */
const standing = async (client: Client) => [
  ...(await fingerprint(client)),
  (await client.query('SELECT * FROM deployment.schema_versions')).rows,
  (await client.query('SELECT * FROM deployment.key_checks')).rows,
  (
    await client.query(
      `SELECT rolname, rolcanlogin, rolconfig FROM pg_roles WHERE rolname LIKE current_database() || '%' ORDER BY 1`,
    )
  ).rows,
]

it('OPS-2 with a key that is not the database’s it ends at once and touches nothing, and its own goes on', () =>
  openEmpty('keyed', async (client, url) => {
    await migrate(groundAt(url))
    const before = await standing(client)
    const wrong = { DATABASE_OWNER_URL: url, MASTER_KEY: Buffer.alloc(32, 'wrong').toString('base64') }
    const { status, stdout } = await run(['migrate'], wrong)
    expect([status, stdout]).toEqual([
      1,
      expect.stringContaining('MASTER_KEY is not the key of this database'),
    ])
    expect(await standing(client)).toEqual(before)
    // The logins still have the passwords that they had: nobody who serves was shut out.
    expect(await query(loginUrl(url, testRoleSecret, 'alongside_app'), 'SELECT 1 AS here')).toEqual([
      { here: 1 },
    ])
    await migrate(groundAt(url))
    expect(await standing(client)).toEqual(before)
  }))

it.each([
  ['a policy', 'DROP POLICY own ON notifications', 'policy: \\d+ of \\d+'],
  ['a right', 'REVOKE SELECT ON cases FROM alongside_app', 'relation: changed'],
])(
  'OPS-2 never says «up to date» of a database that lacks %s: it says which, and changes nothing',
  (_, loss, words) =>
    openEmpty('lacking', async (client, url) => {
      await migrate(groundAt(url))
      await client.query(loss)
      const before = await standing(client)
      await expect(migrate(groundAt(url))).rejects.toThrow(new RegExp(words))
      expect(await standing(client)).toEqual(before)
    }),
)

it('OPS-2 `--dry-run` says what is to come and writes nothing', () =>
  openEmpty('dry', async (client, url) => {
    const { status, stdout } = await run(['migrate', '--dry-run'], { DATABASE_OWNER_URL: url })
    expect([status, stdout]).toEqual([0, 'To come: 0001_create_schema\n'])
    expect(await tables(client)).toEqual([])
    await migrate(groundAt(url))
    const again = await run(['migrate', '--dry-run'], { DATABASE_OWNER_URL: url })
    expect(again.stdout).toBe('Nothing is to come.\n')
  }))

it('OPS-2 what fails is said in Postgres’s own words, with the line of the file', () =>
  openEmpty('wordy', async (client) => {
    const failing = { ...two, text: 'CREATE TABLE two (id int);\nALTER TABLE nowhere ADD x int;' }
    await expect(applyMigrations(client, [one, failing])).rejects.toThrow(/relation "nowhere" does not exist/)
  }))

it('OPS-1 two databases of one cluster do not touch each other: each has logins of its own, which come into no other', () =>
  openEmpty('production', async (production, url) => {
    await migrate(groundAt(url))
    const before = await standing(production)
    const serving = loginUrl(url, testRoleSecret, 'alongside_app')
    await openEmpty('staging', async (staging, stagingUrl) => {
      await migrate({
        ownerUrl: stagingUrl,
        keys: [Buffer.alloc(32, 'staging')],
        roleSecret: 'the logins of staging',
      })
      expect(await query(serving, 'SELECT 1 AS here')).toEqual([{ here: 1 }])
      const intoStaging = Object.assign(new URL(serving), { pathname: staging.database }).href
      await expect(query(intoStaging, 'SELECT 1')).rejects.toThrow('permission denied for database')
      await migrate({
        ownerUrl: stagingUrl,
        keys: [Buffer.alloc(32, 'staging')],
        roleSecret: 'another secret by mistake',
      })
      expect(
        await query(loginUrl(stagingUrl, 'the logins of staging', 'alongside_app'), 'SELECT 1 AS here'),
      ).toEqual([{ here: 1 }])

      const { status, stdout } = await run(['roles', 'reset'], {
        DATABASE_OWNER_URL: stagingUrl,
        ROLE_SECRET: 'a secret that was changed',
      })
      expect([status, stdout]).toEqual([0, expect.stringContaining(`${staging.database}_app_login`)])
      expect(
        await query(loginUrl(stagingUrl, 'a secret that was changed', 'alongside_app'), 'SELECT 1 AS here'),
      ).toEqual([{ here: 1 }])
      await expect(
        query(loginUrl(stagingUrl, 'the logins of staging', 'alongside_app'), 'SELECT 1'),
      ).rejects.toThrow('password')
    })
    expect(await query(serving, 'SELECT 1 AS here')).toEqual([{ here: 1 }])
    const after = await standing(production)
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
  }))

it('OPS-1 a second owner in a cluster is told the statement that lets her give its groups', () =>
  openEmpty('first', async () => {
    const { superuserUrl, template } = inject('testServer')
    const second = `${template}_second`
    const url = await ownDatabase(superuserUrl, second)
    try {
      const ground = groundAt(url)
      const refused = await migrate(ground).catch((error: Error) => error.message)
      expect(refused).toContain(`TO "${second}" WITH ADMIN OPTION;`)
      await query(superuserUrl, /run: (GRANT .*;)/.exec(String(refused))?.[1] ?? '')
      await migrate(ground)
      expect(await query(loginUrl(url, testRoleSecret, 'alongside_jobs'), 'SELECT 1 AS here')).toEqual([
        { here: 1 },
      ])
    } finally {
      await query(superuserUrl, `DROP DATABASE ${second} WITH (FORCE)`)
    }
  }))

it('a migration that fails leaves nothing of itself, keeps those before it, and is tried again', () =>
  openEmpty('failing', async (client) => {
    const failing = { ...two, text: 'CREATE TABLE two (id int); SELECT 1 / 0' }
    await expect(applyMigrations(client, [one, failing])).rejects.toThrow('0002_make_two')
    expect(await tables(client)).toEqual(['one'])
    await applyMigrations(client, [one, two])
    expect(await tables(client)).toEqual(['one', 'two'])
  }))
