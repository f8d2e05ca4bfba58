import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { startEmbedded } from './db/embedded.ts'
import { migrate } from './db/migrate.ts'
import { demoPassword, sandboxSystem, signIns } from './demo/cast.ts'
import { seedDemo } from './demo/seed.ts'
import { serve } from './serve.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

export type UpConfig = Omit<Config, 'DATABASE_URL' | 'MASTER_KEY'> & {
  DATABASE_URL: string
  MASTER_KEY: string
  DATABASE_PORT: number
  DATA_DIR: string
  /** `elsewhere`: Vite serves the pages as they are written (npm run dev), and none are built. */
  PAGES: 'built' | 'elsewhere'
}

/**
 * Everything from nothing: Postgres (embedded, unless DATABASE_URL names another), migrations, the demo partnership
 * where there is none yet, API and SPA. Its data lives in DATA_DIR and outlives Ctrl-C, kill -9 and a second start.
 */
export async function up(
  config: UpConfig,
  log: Logger,
  clock: () => string,
  say: (line: string) => void,
): Promise<void> {
  const dataDir = path.resolve(root, config.DATA_DIR)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  if (config.PAGES === 'built') buildWebIfStale(say)
  const embedded = config.DATABASE_URL
    ? null
    : await startEmbedded({ dataDir: path.join(dataDir, 'postgres'), port: config.DATABASE_PORT })
  const MASTER_KEY = config.MASTER_KEY || keyIn(path.join(dataDir, 'master.key'))
  const address = config.PUBLIC_URL || `http://localhost:${config.PORT}`
  const settled: Config = {
    ...config,
    DATABASE_URL: embedded?.url ?? config.DATABASE_URL,
    MASTER_KEY,
    PUBLIC_URL: address,
    AUDIT_HEADS_FILE: config.AUDIT_HEADS_FILE || path.join(dataDir, 'audit-heads.jsonl'),
    DOCS_CLIENT_ID: config.DOCS_CLIENT_ID || sandboxSystem.clientId,
  }
  try {
    await migrate(settled.DATABASE_URL, Buffer.from(MASTER_KEY, 'base64'), embedded ? dataDir : undefined)
  } catch (error) {
    // It is about to be removed, perhaps: nobody is left running in it.
    await embedded?.stop()
    throw error
  }
  await seedDemo(settled, log, clock, say, { embedded: embedded !== null })
  await serve(settled, log, clock, async () => embedded?.stop())

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

/** The demo's master key, made once. In production it comes from the environment or a KMS. */
function keyIn(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

function buildWebIfStale(say: (line: string) => void) {
  const web = path.join(root, 'packages/web')
  const built = path.join(web, 'dist/index.html')
  const sources = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json', '../shared/src'].map(
    (part) => path.join(web, part),
  )
  if (existsSync(built) && statSync(built).mtimeMs > Math.max(...sources.map(newest))) return
  say('Building the web application …')
  const vite = spawnSync(
    process.execPath,
    [path.join(web, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: web, stdio: 'inherit' },
  )
  if (vite.status !== 0) throw new Error('The web application did not build')
}

function newest(place: string): number {
  if (!existsSync(place)) return 0
  const at = statSync(place)
  return at.isDirectory()
    ? Math.max(at.mtimeMs, ...readdirSync(place).map((name) => newest(path.join(place, name))))
    : at.mtimeMs
}
