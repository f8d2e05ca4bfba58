import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import closeWithGrace from 'close-with-grace'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { startEmbedded } from './db/embedded.ts'
import { groundOf, migrate } from './db/migrate.ts'
import { ownDatabase } from './db/own-database.ts'
import { demoPassword, sandboxSystem, signIns } from './demo/cast.ts'
import { catchMail } from './notices/mailer.ts'
import { root } from './places.ts'

/**
 * How often the demo's own Postgres looks for what to tidy. By default within the first minute, in which the demo is filled: each table that it
 * counts anew has every statement on it planned anew. The filling counts them itself, once.
 */
const unhurried = '20min'

export type UpConfig = Config & {
  DATABASE_PORT: number
  DATA_DIR: string
  /** `elsewhere`: Vite serves the pages as they are written (npm run dev), and none are built. */
  PAGES: 'built' | 'elsewhere'
}

/**
 * Everything from nothing: Postgres (embedded, unless DATABASE_OWNER_URL or DATABASE_URL names another), migrations, the demo partnership
 * where there is none yet, API and SPA. Its data lives in DATA_DIR and outlives Ctrl-C, kill -9 and a second start.
 * Whatever ends it before it serves, an error or a signal, ends the Postgres that it started too.
 */
export async function up(
  config: UpConfig,
  log: Logger,
  clock: () => string,
  say: (line: string) => void,
): Promise<void> {
  await refuseTakenPort(config)
  const dataDir = path.resolve(root, config.DATA_DIR)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const stop = new AbortController()
  const given = config.DATABASE_OWNER_URL || config.DATABASE_URL
  const starting = given
    ? undefined
    : startEmbedded({
        dataDir: path.join(dataDir, 'postgres'),
        port: config.DATABASE_PORT,
        settings: { autovacuum_naptime: unhurried },
      })
  async function end() {
    stop.abort()
    // In the middle of its start it cannot be stopped: a moment later it can.
    await (await starting?.catch(() => undefined))?.stop()
  }
  const untilServed = closeWithGrace({ delay: 60_000, logger: { error: (line) => say(String(line)) } }, end)
  const address = config.PUBLIC_URL || `http://localhost:${config.PORT}`
  try {
    // Side by side: what reads the house's own files, what builds its pages, and Postgres, which waits for neither.
    const parts = Promise.all([import('./demo/seed.ts'), import('./serve.ts')])
    const pages = config.PAGES === 'built' ? buildWebIfStale(say, stop.signal) : undefined
    const filled = (async () => {
      const embedded = await starting
      const ownerUrl = embedded ? await ownDatabase(embedded.url, 'alongside') : given
      const settled = settle(config, dataDir, address, ownerUrl)
      await migrate(groundOf(settled, embedded && dataDir))
      const [{ seedDemo }] = await parts
      await seedDemo(settled, log, clock, say, { embedded: embedded !== undefined })
      return settled
    })()
    const [settled, [, { serve }]] = await Promise.all([filled, parts, pages])
    // As `serve` itself, it does not know the owner; its mails, with live invitations, it shows to whoever is at this machine.
    await serve({ ...settled, DATABASE_OWNER_URL: '' }, log, clock, {
      ...(settled.SMTP_URL === '' && { mailer: catchMail(clock) }),
      alsoClose: async () => (await starting)?.stop(),
    })
  } catch (error) {
    // Whoever asked it to stop hears of nothing that failed for it, and the process ends once Postgres has.
    if (stop.signal.aborted) return new Promise(() => undefined)
    await end()
    throw error
  }
  untilServed.uninstall()

  say(`\nAlongside is at ${address}\n\nDemo sign-ins (the password of each is: ${demoPassword})`)
  for (const { email, what } of signIns) say(`  ${email.padEnd(36)} ${what}`)
  say(
    `\nFor a case system, in the sandbox: client_id ${sandboxSystem.clientId}, client_secret ${sandboxSystem.secret}`,
  )
  say(`Your first referral by API in ten minutes: ${address}/guides/first-referral`)
  say(
    `\nAPI docs ${address}/docs · OpenAPI ${address}/openapi.json · problems ${address}/problems · caught mail ${address}/mail`,
  )
}

const settle = (config: UpConfig, dataDir: string, address: string, ownerUrl: string): Config => ({
  ...config,
  DATABASE_OWNER_URL: ownerUrl,
  DATABASE_URL: ownerUrl,
  // One database: to try it, keys lie beside their cases.
  ...{ KEYS_DATABASE_URL: '', KEYS_DATABASE_OWNER_URL: '' },
  MASTER_KEY: config.MASTER_KEY || keyIn(path.join(dataDir, 'master.key')),
  ROLE_SECRET: config.ROLE_SECRET || keyIn(path.join(dataDir, 'role.secret')),
  PUBLIC_URL: address,
  AUDIT_HEADS_FILE: config.AUDIT_HEADS_FILE || path.join(dataDir, 'audit-heads.jsonl'),
  DOCS_CLIENT_ID: config.DOCS_CLIENT_ID || sandboxSystem.clientId,
})

/** Now rather than in a minute, when the demo is filled. Throws EADDRINUSE. */
async function refuseTakenPort({ HOST: host, PORT: port }: UpConfig) {
  const probe = createServer().listen({ host, port })
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

/** A secret of the demo's, made once. In production it comes from the environment or a KMS. */
function keyIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

async function buildWebIfStale(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  const web = path.join(root, 'packages/web')
  const built = path.join(web, 'dist/index.html')
  const sources = [
    'src',
    'public',
    'index.html',
    'sign-in.html',
    'vite.config.ts',
    'package.json',
    '../shared/src',
  ].map((part) => path.join(web, part))
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return
  say('Building the web application …')
  const vite = spawn(
    process.execPath,
    [path.join(web, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: web, stdio: 'inherit', signal },
  )
  const [status] = await once(vite, 'exit')
  if (status !== 0) throw new Error('The web application did not build')
}

function newest(place: string): number {
  if (!existsSync(place)) return 0
  const at = statSync(place)
  return at.isDirectory()
    ? Math.max(at.mtimeMs, ...readdirSync(place).map((name) => newest(path.join(place, name))))
    : at.mtimeMs
}
