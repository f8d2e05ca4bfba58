import { randomBytes } from 'node:crypto'
import envSchema from 'env-schema'
import Type from 'typebox'
import { Config } from './config.ts'
import { MigrationsDiffer } from './db/migrations.ts'
import { openLog } from './log.ts'
import type { UpConfig } from './up.ts'

// The only reader of the environment and of the wall clock.
const clock = () => new Date().toISOString()
const say = (line: string) => void process.stdout.write(`${line}\n`)
const read = <T>(schema: Type.TSchema) => envSchema({ schema: schema as never, data: process.env }) as T

const UpSettings = Type.Object({
  ...Config.properties,
  DATABASE_URL: Type.String({ default: '' }),
  MASTER_KEY: Type.String({ default: '' }),
  PUBLIC_URL: Type.String({ default: '' }),
  DATABASE_PORT: Type.Integer({ default: 54329, minimum: 1, maximum: 65535 }),
  DATA_DIR: Type.String({ default: '.data' }),
  LOG_LEVEL: Type.String({ default: 'warn' }),
  PAGES: Type.Enum(['built', 'elsewhere'], { default: 'built' }),
})

// Each command loads what it needs and no more: the demo stays out of a server's memory.
const commands: Record<string, () => Promise<void>> = {
  /** Production: an existing database, already migrated. */
  serve: async () => {
    const config = read<Config>(Config)
    const { serve } = await import('./serve.ts')
    await serve(config, openLog(config.LOG_LEVEL), clock)
  },
  migrate: async () => {
    const { DATABASE_URL, MASTER_KEY } = read<Config>(Config)
    const { migrate } = await import('./db/migrate.ts')
    await migrate(DATABASE_URL, Buffer.from(MASTER_KEY, 'base64'))
    say('The database is up to date.')
  },
  up: async () => {
    const config = read<UpConfig>(UpSettings)
    const { up } = await import('./up.ts')
    await up(config, openLog(config.LOG_LEVEL), clock, say)
  },
  /** The deployment's first account; its password is shown once. */
  administrator: async () => {
    const { DATABASE_URL } = read<Config>(Config)
    const email = process.argv[3]
    if (!email) throw new Error('Say whose account: main.ts administrator name@example.org')
    const password = randomBytes(18).toString('base64url')
    const { ensurePlatformAdministrator } = await import('./sessions/administrator.ts')
    await ensurePlatformAdministrator(
      DATABASE_URL,
      { email: email.toLowerCase(), name: 'Platform administrator', password },
      clock(),
    )
    say(`${email} signs in with ${password}, unless that account existed already.`)
  },
  /** Whether the record is as it was sealed, and as its heads outside say; `audit/verify-command.ts` has its options. */
  'verify-audit': async () => {
    const config = read<Config>(Config)
    const { verifyCommand } = await import('./audit/verify-command.ts')
    const { lines, exitCode } = await verifyCommand(config, process.argv.slice(3))
    for (const line of lines) say(line)
    process.exitCode = exitCode
  },
}

const [name = 'serve'] = process.argv.slice(2)
const run = commands[name]
if (!run) throw new Error(`Unknown command ${name}. There are: ${Object.keys(commands).join(', ')}`)
try {
  await run()
} catch (error) {
  say(wordsFor(error as Error & { code?: string; port?: number }))
  process.exit(1)
}

/** A sentence where whoever starts the server can put it right, else the stack for whoever mends it. */
function wordsFor(error: Error & { code?: string; port?: number }): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${error.port} is taken by another program. Stop it, or choose another with PORT=3001.`
  return error instanceof MigrationsDiffer ? error.message : String(error.stack ?? error)
}
