import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { afterAll, expect, inject, it } from 'vitest'
import { differences, fingerprint } from '../src/db/fingerprint.ts'
import { migrate } from '../src/db/migrate.ts'
import { applyMigrations, migrations, migrationsFolder } from '../src/db/migrations.ts'
import { schemaText } from '../src/db/schema.ts'
import { createTestDatabase, testMasterKey } from './database.ts'
import { query } from './query.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A database with nothing in it, and a connection to it as its owner. */
async function openEmpty<T>(name: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { superuserUrl, template } = inject('testServer')
  const database = `${template}_${name}`
  await query(superuserUrl, `CREATE DATABASE ${database}`)
  const client = new Client(Object.assign(new URL(superuserUrl), { pathname: database }).href)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
    await query(superuserUrl, `DROP DATABASE ${database}`)
  }
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
  const kept = readFileSync(new URL('SHA256SUMS', migrationsFolder), 'utf8')
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
  openEmpty('older', async (client) => {
    await client.query('CREATE SCHEMA app')
    const { superuserUrl, template } = inject('testServer')
    const older = Object.assign(new URL(superuserUrl), { pathname: `${template}_older` })
    const env = { ...process.env, DATABASE_URL: older.href, MASTER_KEY: testMasterKey.toString('base64') }
    const { status, stdout } = await promisify(execFile)(process.execPath, [main, 'migrate'], { env }).then(
      () => ({ status: 0, stdout: '' }),
      (failed: { code: number; stdout: string }) => ({ status: failed.code, stdout: failed.stdout }),
    )
    expect(status).toBe(1)
    expect(stdout).toBe(
      `The database ${template}_older at ${older.host} holds the tables of a build from before there were migrations. Nothing in it was changed. Start the build that made it or, if nothing in it is needed, give an empty database in DATABASE_URL.\n`,
    )
    await expect(migrate(older.href, testMasterKey, '/srv/.data')).rejects.toThrow(
      /, in the folder \/srv\/\.data, holds .*, remove that folder and start again\.$/,
    )
    expect(await tables(client)).toEqual([])
  }))

it('says in a sentence which database had a migration that this build has not', () =>
  openEmpty('newer', async (client) => {
    await applyMigrations(client, [one])
    const { superuserUrl, template } = inject('testServer')
    const newer = Object.assign(new URL(superuserUrl), { pathname: `${template}_newer` })
    await expect(migrate(newer.href, testMasterKey)).rejects.toThrow(
      /^The database \S+ at \S+ had the migration 0001_make_one, .* give an empty database in DATABASE_URL\.$/,
    )
  }))

it('a migration that fails leaves nothing of itself, keeps those before it, and is tried again', () =>
  openEmpty('failing', async (client) => {
    const failing = { ...two, text: 'CREATE TABLE two (id int); SELECT 1 / 0' }
    await expect(applyMigrations(client, [one, failing])).rejects.toThrow('0002_make_two')
    expect(await tables(client)).toEqual(['one'])
    await applyMigrations(client, [one, two])
    expect(await tables(client)).toEqual(['one', 'two'])
  }))
