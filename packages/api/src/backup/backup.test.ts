import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { hasDebianPostgres, startDebianPostgres } from '../../test/debian-postgres.ts'
import { foundStage } from '../../test/found-stage.ts'
import { freePort } from '../../test/free-port.ts'
import { makeMemoryFolder } from '../../test/memory-folder.ts'
import { query } from '../../test/query.ts'
import { type Config, withDefaults } from '../config.ts'
import { startEmbedded } from '../db/embedded.ts'
import { groundOf, migrate } from '../db/migrate.ts'
import { ownDatabase } from '../db/own-database.ts'
import { loginUrl } from '../db/roles.ts'
import { openLog } from '../log.ts'
import { noMail } from '../notices/mailer.ts'
import { openServices } from '../serve.ts'
import { ensurePlatformAdministrator } from '../sessions/administrator.ts'
import { backupCommand, doctorCommand, drillCommand, promoteCommand, restoreCommand } from './commands.ts'
import type { Check } from './doctor.ts'
import type { Asked } from './place.ts'

// What is lost comes back whole, with the key alone, and does nothing to anybody until somebody says so.

const main = fileURLToPath(new URL('../../alongside.mjs', import.meta.url))
const folder = makeMemoryFolder()
const now = '2026-03-02T02:00:00.000Z'
const MASTER_KEY = Buffer.alloc(32, 'of backups').toString('base64')
const ROLE_SECRET = 'the logins of backups'
afterAll(() => rmSync(folder, { recursive: true }))

const given = async (extra: Partial<Asked>): Promise<Asked> => ({
  DATABASE_URL: '',
  DATABASE_OWNER_URL: '',
  ...{ KEYS_DATABASE_URL: '', KEYS_DATABASE_OWNER_URL: '', DISPOSAL_LEDGER: '' },
  DATABASE_PORT: await freePort(),
  MASTER_KEY,
  MASTER_KEY_OLD: '',
  ROLE_SECRET,
  dataDir: path.join(folder, 'nothing'),
  ...extra,
})
const why = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error: Error) => error.message,
  )

it('OPS-4 the embedded cluster, which has no pg_dump, is copied while it is written to, lost, and restored as a drill; promoted by its name alone', async () => {
  const dataDir = path.join(folder, 'here')
  const asked = await given({ dataDir })
  mkdirSync(dataDir, { mode: 0o711 })
  const cluster = { dataDir: path.join(dataDir, 'postgres'), port: asked.DATABASE_PORT }
  const server = await startEmbedded(cluster)
  const ownerUrl = await ownDatabase(server.url, 'alongside')
  await migrate({ ownerUrl, keys: [Buffer.from(MASTER_KEY, 'base64')], roleSecret: ROLE_SECRET })
  await ensurePlatformAdministrator(ownerUrl, { email: 'p@example.org', name: 'P', password: null }, now)
  const directory = path.join(folder, 'copy')
  const stranger = await given({ dataDir, MASTER_KEY: Buffer.alloc(32, 'wrong').toString('base64') })
  expect(await why(backupCommand(stranger, [directory], now, 'test'))).toMatch(/MASTER_KEY is not the key/)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])

  const writer = new Client(ownerUrl)
  await writer.connect()
  let copied = false
  const writing = (async () => {
    for (let n = 0; !copied; n++)
      await writer.query(
        `INSERT INTO accounts (id, email, name, created_at) VALUES (gen_random_uuid(), $1, 'X', now())`,
        [`w${n}@example.org`],
      )
    await writer.end()
  })()
  await backupCommand(asked, [directory], now, 'test')
  copied = true
  await writing
  expect(await why(backupCommand(asked, [directory], now, 'test'))).toMatch(/there already/)
  const drilled = (await drillCommand(asked, [directory], () => now)).join('\n')
  expect(drilled).toMatch(/is whole, and was used: .*no case to open/)
  expect(await query(ownerUrl, 'SELECT command, well FROM deployment.last_runs ORDER BY command')).toEqual([
    { command: 'backup', well: true },
    { command: 'drill', well: true },
  ])
  await server.stop()
  rmSync(dataDir, { recursive: true })

  expect(await why(restoreCommand(stranger, [directory]))).toMatch(/sealed under the key/)
  expect(existsSync(dataDir)).toBe(false)
  expect((await restoreCommand(asked, [directory])).join('\n')).toMatch(/is whole.*\n.*drill/)
  const again = await startEmbedded(cluster)
  expect(await query(ownerUrl, 'SELECT mode FROM deployment.mode')).toEqual([{ mode: 'drill' }])
  expect(
    await query(ownerUrl, `SELECT count(*)::int AS here FROM accounts WHERE email = 'p@example.org'`),
  ).toEqual([{ here: 1 }])
  expect(await query(loginUrl(ownerUrl, ROLE_SECRET, 'alongside_app'), 'SELECT 1 AS here')).toEqual([
    { here: 1 },
  ])
  expect(await why(promoteCommand(asked, ['another']))).toMatch(/is called alongside/)
  expect(await query(ownerUrl, 'SELECT mode FROM deployment.mode')).toEqual([{ mode: 'drill' }])
  await promoteCommand(asked, ['alongside'])
  expect(await query(ownerUrl, 'SELECT mode FROM deployment.mode')).toEqual([{ mode: 'live' }])
  expect(await doctorCommand(asked, [])).toMatchObject({ exitCode: 0 })
  await again.stop()
}, 300_000)

it('OPS-4 a backup that was cut short, changed or half written is no backup: nothing is begun', async () => {
  const directory = path.join(folder, 'copy')
  const target = await given({ dataDir: path.join(folder, 'there') })
  const file = path.join(directory, 'postgres', 'PG_VERSION')
  const { length } = readFileSync(file)
  appendFileSync(file, 'x')
  expect(await why(restoreCommand(target, [directory]))).toMatch(/PG_VERSION was cut short or changed/)
  truncateSync(file, length)
  rmSync(path.join(directory, 'postgres', 'backup_label'))
  expect(await why(restoreCommand(target, [directory]))).toMatch(/backup_label is missing/)
  rmSync(path.join(directory, 'manifest.json'))
  expect(await why(restoreCommand(target, [directory]))).toMatch(/no whole backup/)
  expect(existsSync(target.dataDir)).toBe(false)
})

/** Where mail would go: counts who calls. */
async function sink() {
  let calls = 0
  const server = createServer((socket) => {
    calls += 1
    socket.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as { port: number }
  afterAll(() => server.close())
  return { url: `smtp://127.0.0.1:${port}`, calls: () => calls }
}

function startServe(config: Config) {
  const env = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]))
  const child = spawn(process.execPath, [main, 'serve'], {
    env: { PATH: process.env.PATH, ...env },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  const get = (address: string) =>
    fetch(`http://127.0.0.1:${config.PORT}${address}`, { headers: { accept: 'text/html' } })
  return {
    get,
    ready: () =>
      expect
        .poll(
          () =>
            get('/readyz').then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 120_000 },
        )
        .toBe(200),
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

it.skipIf(!hasDebianPostgres)(
  'OPS-4 on Debian’s Postgres 15, by an owner who is no superuser: dumped, restored beside it, and not one mail leaves the copy while the original sends its own (skipped where postgresql-15 is not installed)',
  async () => {
    const server = await startDebianPostgres()
    try {
      const originalUrl = await ownDatabase(server.superuserUrl, 'original')
      const config = withDefaults({
        DATABASE_URL: originalUrl,
        DATABASE_OWNER_URL: originalUrl,
        MASTER_KEY,
        ROLE_SECRET,
        REQUESTS_PER_MINUTE: 1_000_000,
      })
      await foundStage(config, now)
      const { queue, runDueWork, close, services } = await openServices(
        { ...config, JOBS: false },
        openLog('silent'),
        () => now,
        { mailer: noMail },
      )
      await runDueWork()
      await services.pools.jobs.query('SELECT 1')
      const boss = await queue.started()
      await boss.send('mail', { to: 'somebody@example.org', subject: 'Something waits', text: 'Look.' })
      await close()

      const directory = path.join(folder, 'dump')
      const original = await given({ DATABASE_OWNER_URL: originalUrl })
      expect(
        await why(
          backupCommand(
            await given({
              DATABASE_OWNER_URL: originalUrl,
              MASTER_KEY: Buffer.alloc(32, 'wrong').toString('base64'),
            }),
            [directory],
            now,
            'test',
          ),
        ),
      ).toMatch(/MASTER_KEY/)
      await backupCommand(original, [directory], now, 'test')
      const manifest = readFileSync(path.join(directory, 'manifest.json'), 'utf8')
      expect(manifest).not.toMatch(/example|Marek|Lantern/)
      expect(readdirSync(directory).sort()).toEqual(['database.dump', 'manifest.json'])

      const copyUrl = await ownDatabase(server.superuserUrl, 'copied', 'original')
      const copy = await given({ DATABASE_OWNER_URL: copyUrl })
      const drilled = () => drillCommand(original, [directory], () => now)
      expect(await why(drilled())).toMatch(/ALTER ROLE \w+ CREATEDB/)
      await query(server.superuserUrl, 'ALTER ROLE original CREATEDB')
      expect((await drilled()).join('\n')).toMatch(/signed in, a case opened, a paper printed \(\d+ bytes\)/)
      expect(
        await query(
          server.superuserUrl,
          `SELECT datname FROM pg_database WHERE datname LIKE '%drill%'
          UNION ALL SELECT rolname FROM pg_roles WHERE rolname LIKE '%drill%'`,
        ),
      ).toEqual([])
      await query(server.superuserUrl, 'ALTER ROLE original NOCREATEDB')
      expect(await why(restoreCommand(original, [directory]))).toMatch(/is not empty/)
      expect((await restoreCommand(copy, [directory])).join('\n')).toMatch(/is whole.*\n.*drill/)
      await migrate(groundOf({ ...config, DATABASE_OWNER_URL: copyUrl }))
      const examined = await doctorCommand(copy, ['--json'])
      const wrong = (JSON.parse(examined.lines[0] ?? '') as Check[]).filter((check) => check.wrong !== null)
      expect([examined.exitCode, wrong.map(({ what }) => what)]).toEqual([1, ['It is live']])
      expect(
        await query(copyUrl, 'SELECT count(*)::int AS open FROM sessions WHERE ended_at IS NULL'),
      ).toEqual([{ open: 0 }])

      const [ofCopy, ofOriginal] = [await sink(), await sink()]
      const serving = { ...config, DATABASE_OWNER_URL: '' }
      const drill = startServe({
        ...serving,
        DATABASE_URL: copyUrl,
        PORT: await freePort(),
        SMTP_URL: ofCopy.url,
      })
      await drill.ready()
      const page = await (await drill.get('/problems')).text()
      expect(page).toContain('Copy of 2 March, 02:00: nothing here is live')
      const live = startServe({ ...serving, PORT: await freePort(), SMTP_URL: ofOriginal.url })
      await live.ready()
      expect(await (await live.get('/problems')).text()).not.toContain('Copy of')
      // The original, begun later, has sent what waits in both.
      await expect.poll(ofOriginal.calls, { timeout: 60_000 }).toBeGreaterThan(0)
      expect(ofCopy.calls()).toBe(0)
      expect(
        await query(
          copyUrl,
          `SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = 'mail' AND state = 'created'`,
        ),
      ).not.toEqual([{ waiting: 0 }])
      await Promise.all([drill.stop(), live.stop()])

      expect(await why(promoteCommand(copy, ['copied']))).toMatch(/--mail send, or --mail drop/)
      await promoteCommand(copy, ['copied', '--mail', 'drop'])
      expect(
        await query(
          copyUrl,
          `SELECT count(*)::int AS waiting FROM pgboss.job WHERE name = 'mail'  AND state = 'created'`,
        ),
      ).toEqual([{ waiting: 0 }])
    } finally {
      server.stop()
    }
  },
  600_000,
)
