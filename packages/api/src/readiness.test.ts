import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { createTestDatabase, testMasterKey, testRoleSecret } from '../test/database.ts'
import { freePort } from '../test/free-port.ts'
import { giveLogins } from '../test/logins.ts'
import { makeMemoryFolder } from '../test/memory-folder.ts'
import { query } from '../test/query.ts'
import { openWorld } from '../test/world.ts'
import { type Config, withDefaults } from './config.ts'
import { startEmbedded } from './db/embedded.ts'
import { groundOf, migrate } from './db/migrate.ts'
import { ownDatabase } from './db/own-database.ts'
import { openStanding } from './db/standing.ts'
import { whyNotServe } from './readiness.ts'

// `serve` starts where it may, or says all that keeps it from it.

const main = fileURLToPath(new URL('../alongside.mjs', import.meta.url))
const database = await createTestDatabase()
await giveLogins(database.ownerUrl, testRoleSecret)
afterAll(() => database.drop())
const good: Config = withDefaults({
  DATABASE_URL: database.ownerUrl,
  MASTER_KEY: testMasterKey.toString('base64'),
  ROLE_SECRET: testRoleSecret,
  SMTP_URL: 'smtp://127.0.0.1:1',
})
const reasonsWith = (settings: Partial<Config>) => whyNotServe({ ...good, ...settings })

const said = (file: string, args: string[], env: Record<string, string>) =>
  promisify(execFile)(file, args, { env: { PATH: process.env.PATH, ...env } }).then(
    ({ stdout }) => ({ status: 0, stdout }),
    (failed: { code: number; stdout: string }) => ({ status: failed.code, stdout: failed.stdout }),
  )

it('OPS-1 nothing keeps it from starting where all is as it should be', async () => {
  expect(await whyNotServe(good)).toEqual([])
})

it('OPS-1 says at once all that is wrong with its settings, and ends with 1', async () => {
  const { status, stdout } = await said(process.execPath, [main, 'serve'], {
    DATABASE_OWNER_URL: database.ownerUrl,
    MASTER_KEY: 'short',
    PUBLIC_URL: 'http://alongside.example',
    TRUSTED_PROXIES: 'everybody',
  })
  const lines = stdout.trim().split('\n')
  expect(status).toBe(1)
  expect(lines[0]).toBe('Alongside does not start:')
  expect(lines.slice(1).map((line) => /^- (\w+)/.exec(line)?.[1])).toEqual([
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    'MASTER_KEY',
    'ROLE_SECRET',
    'SMTP_URL',
    'PUBLIC_URL',
    'TRUSTED_PROXIES',
  ])
  expect(stdout).not.toContain(new URL(database.ownerUrl).password)
})

it.each([
  ['https anywhere', { PUBLIC_URL: 'https://alongside.example' }, 0],
  ['localhost', { PUBLIC_URL: 'http://localhost:3000' }, 0],
  ['no mail on purpose', { SMTP_URL: '', MAIL: 'off' as const }, 0],
  ['no mail by mistake', { SMTP_URL: '' }, 1],
  ['networks of proxies', { TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8, 192.0.2.1' }, 0],
])('OPS-1 of %s it says so many reasons against starting', async (_, settings, reasons) => {
  expect(await reasonsWith(settings)).toHaveLength(reasons)
})

it('OPS-1 the entry is read by any Node, and says which is needed', async () => {
  const withoutTemporal = await said(process.execPath, ['--no-harmony-temporal', main, 'serve'], {})
  expect(withoutTemporal).toEqual({
    status: 1,
    stdout: expect.stringMatching(
      /^Alongside does not start:\n- Node 26 or newer is needed; .* without Temporal\.\n$/,
    ),
  })
})

const systems = '/usr/bin/node'
const older = existsSync(systems)
  ? Number((await said(systems, ['-p', 'process.versions.node'], {})).stdout.split('.')[0])
  : 0
it.skipIf(older < 18 || older >= 26)(`OPS-1 so says Node ${older}, which this machine has, too`, async () => {
  expect(await said(systems, [main, 'serve'], {})).toEqual({
    status: 1,
    stdout: expect.stringMatching(
      new RegExp(`^Alongside does not start:\n- Node 26 or newer is needed; this is Node ${older}\\.`),
    ),
  })
})

/** Until `mend` has run the database is as `spoil` left it. */
async function whileSpoilt<T>(spoil: string, mend: string, look: () => Promise<T>): Promise<T> {
  await query(database.superuserUrl, spoil)
  try {
    return await look()
  } finally {
    await query(database.superuserUrl, mend)
  }
}
const login = `"${database.name}_app_login"`

it.each([
  ['is a superuser', `ALTER ROLE ${login} SUPERUSER`, `ALTER ROLE ${login} NOSUPERUSER`, /superuser/],
  ['bypasses policies', `ALTER ROLE ${login} BYPASSRLS`, `ALTER ROLE ${login} NOBYPASSRLS`, /bypasses/],
  [
    'owns a table',
    `ALTER TABLE bank_holidays OWNER TO ${login}`,
    `ALTER TABLE bank_holidays OWNER TO ${new URL(database.ownerUrl).username}`,
    /owns tables/,
  ],
])('OPS-1 it does not start by a login that %s', async (_, spoil, mend, words) => {
  const reasons = await whileSpoilt(spoil, mend, () => whyNotServe(good))
  expect(reasons[0]).toMatch(words)
  expect(reasons[0]).toContain(`${database.name}_app_login`)
  expect(await whyNotServe(good)).toEqual([])
})

it('OPS-1 it does not start with another key or another secret, and says by which id the right key is known', async () => {
  const another = { MASTER_KEY: Buffer.alloc(32, 'another').toString('base64') }
  expect(await reasonsWith(another)).toEqual([
    expect.stringMatching(/MASTER_KEY is not the key of this database.*[0-9a-f]{16}/),
  ])
  const reasons = await reasonsWith({ ROLE_SECRET: 'not the one that it was made with' })
  expect(reasons).toHaveLength(3)
  expect(reasons[0]).toContain('roles reset')
})

it.each([
  ['older than the build', 'DELETE FROM deployment.schema_versions', /not migrated/],
  [
    'newer than the build',
    `INSERT INTO deployment.schema_versions (number, file, sha256, fingerprint, readable_from) VALUES (9, '0009_later', '', '{}', 9)`,
    /version 9.*newer build/,
  ],
  ['changed by hand', 'DROP POLICY own ON notifications', /policy: \d+ of \d+/],
])('OPS-2 it does not start on a schema %s', async (_, spoil, words) => {
  const spoilt = await createTestDatabase()
  await giveLogins(spoilt.ownerUrl, testRoleSecret)
  await query(spoilt.ownerUrl, spoil)
  expect(await reasonsWith({ DATABASE_URL: spoilt.ownerUrl })).toEqual([expect.stringMatching(words)])
  await spoilt.drop()
})

it('OPS-1 it does not start on a standby', async () => {
  const folder = makeMemoryFolder()
  const dataDir = path.join(folder, 'postgres')
  const options = { dataDir, port: await freePort() }
  const primary = await startEmbedded(options)
  const ownerUrl = await ownDatabase(primary.url, 'alongside')
  const config = { ...good, DATABASE_URL: ownerUrl }
  await migrate(groundOf({ ...config, DATABASE_OWNER_URL: ownerUrl }))
  expect(await whyNotServe(config)).toEqual([])
  await primary.stop()
  writeFileSync(path.join(dataDir, 'standby.signal'), '')
  const standby = await startEmbedded(options)
  expect(await whyNotServe(config)).toEqual([expect.stringContaining('is a standby')])
  await standby.stop()
  rmSync(folder, { recursive: true })
}, 120_000)

it('OPS-1 OPS-5 it shows nobody’s mail, and told to stop it says at once that it is not ready, and goes on answering until it ends', async () => {
  const port = await freePort()
  const child = spawn(process.execPath, [main, 'serve'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: good.DATABASE_URL,
      MASTER_KEY: good.MASTER_KEY,
      ROLE_SECRET: good.ROLE_SECRET,
      MAIL: 'off',
      DRAIN_MS: '3000',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const answer = (address: string) =>
    fetch(`http://127.0.0.1:${port}${address}`).then(
      ({ status }) => status,
      () => 0,
    )
  await expect.poll(() => answer('/readyz'), { timeout: 150_000 }).toBe(200)
  expect(await answer('/mail')).toBe(404)
  child.kill('SIGTERM')
  await expect.poll(() => answer('/readyz'), { interval: 5 }).toBe(503)
  expect(await answer('/v1/cases')).toBe(401)
  expect(await ended).toEqual([0, null])
})

it('OPS-2 a replica whose schema was changed under it is sent no more requests, unless what is there says that it may read it', async () => {
  const world = await openWorld('2026-03-02T09:00:00Z')
  const { standing, look } = openStanding(world.services.log)
  world.services.standing = standing
  const ready = async () => {
    await look(world.services.pools.app)
    const answer = await world.app.inject('/readyz')
    return [answer.statusCode, answer.json<{ code?: string }>().code]
  }
  expect(await ready()).toEqual([200, undefined])
  await world.rows(
    `INSERT INTO deployment.schema_versions (number, file, sha256, fingerprint, readable_from) VALUES (2, '0002_later', '', '{}', 2)`,
  )
  expect(await ready()).toEqual([503, 'schema.unlike'])
  await world.rows('UPDATE deployment.schema_versions SET readable_from = 1 WHERE number = 2')
  expect(await ready()).toEqual([200, undefined])
})
