import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import envSchema from 'env-schema'
import Type from 'typebox'
import { Advice } from './advice.ts'
import type { Asked } from './backup/place.ts'
import { Config } from './config.ts'
import { openLog } from './log.ts'
import { type KeySource, withMasterKey } from './master-key.ts'
import { root } from './places.ts'
import { faultsForOwner } from './settings.ts'
import type { UpConfig } from './up.ts'

// The only reader of the environment and of the wall clock.
const clock = () => new Date().toISOString()
const say = (line: string) => void process.stdout.write(`${line}\n`)
const read = <T extends KeySource>(schema: Type.TSchema) =>
  withMasterKey(envSchema({ schema: schema as never, data: process.env }) as T)

const UpSettings = Type.Object({
  ...Config.properties,
  PUBLIC_URL: Type.String({ default: '' }),
  DATABASE_PORT: Type.Integer({ default: 54329, minimum: 1, maximum: 65535 }),
  DATA_DIR: Type.String({ default: '.data' }),
  // Nobody sends it requests but whoever stops it.
  DRAIN_MS: Type.Integer({ default: 0 }),
  LOG_LEVEL: Type.String({ default: 'warn' }),
  PAGES: Type.Enum(['built', 'elsewhere'], { default: 'built' }),
})

/** The settings of a command that the owner runs. */
function asOwner(): Config {
  const config = read<Config>(Config)
  const faults = faultsForOwner(config)
  if (faults.length > 0) throw new Advice(faults.map((fault) => `${fault}.`).join('\n'))
  return config
}

/** Settings of the commands that know the embedded database, too. */
function asked(): Asked {
  const config = read<UpConfig>(UpSettings)
  return { ...config, dataDir: path.resolve(root, config.DATA_DIR) }
}
const report = (lines: string[]) => {
  for (const line of lines) say(line)
}

// Each command loads what it needs and no more: the demo stays out of a server's memory.
const commands: Record<string, () => Promise<void>> = {
  /** Production: an existing database, already migrated. */
  serve: async () => {
    const config = read<Config>(Config)
    const { NotReady, whyNotServe } = await import('./readiness.ts')
    const reasons = await whyNotServe(config)
    if (reasons.length > 0) throw new NotReady(reasons)
    const { serve } = await import('./serve.ts')
    await serve(config, openLog(config.LOG_LEVEL, undefined, config.REPLICA || hostname()), clock)
  },
  /** `--dry-run`: says what it would apply. */
  migrate: async () => {
    const { groundOf, migrate, migrationsToCome } = await import('./db/migrate.ts')
    const ground = groundOf(asOwner())
    if (process.argv.includes('--dry-run')) {
      const names = await migrationsToCome(ground)
      say(names.length > 0 ? `To come: ${names.join(', ')}` : 'Nothing is to come.')
      return
    }
    await migrate(ground)
    say('The database is up to date.')
  },
  /** `reset`: the logins’ passwords, made anew from ROLE_SECRET. */
  roles: async () => {
    const { DATABASE_OWNER_URL, KEYS_DATABASE_OWNER_URL, ROLE_SECRET } = asOwner()
    if (process.argv[3] !== 'reset') throw new Advice('Say what: roles reset')
    const { keysRole, resetPasswords } = await import('./db/roles.ts')
    const logins = [
      ...(await resetPasswords(DATABASE_OWNER_URL, ROLE_SECRET)),
      ...(KEYS_DATABASE_OWNER_URL
        ? await resetPasswords(KEYS_DATABASE_OWNER_URL, ROLE_SECRET, [keysRole])
        : []),
    ]
    say(`${logins.join(', ')} have the passwords of this ROLE_SECRET. Start every replica anew with it.`)
  },
  backup: async () => {
    const { backupCommand } = await import('./backup/commands.ts')
    const { version } = await import('./app.ts')
    report(await backupCommand(asked(), process.argv.slice(3), clock(), version))
  },
  restore: async () => {
    const { restoreCommand } = await import('./backup/commands.ts')
    report(await restoreCommand(asked(), process.argv.slice(3)))
  },
  prune: async () => {
    const { pruneCommand } = await import('./backup/commands.ts')
    report(pruneCommand(process.argv.slice(3), clock()))
  },
  people: async () => {
    const { peopleCommand } = await import('./backup/commands.ts')
    report(await peopleCommand(asked(), process.argv.slice(3)))
  },
  drill: async () => {
    const { drillCommand } = await import('./backup/commands.ts')
    report(await drillCommand(asked(), process.argv.slice(3), clock))
  },
  promote: async () => {
    const { promoteCommand } = await import('./backup/commands.ts')
    report(await promoteCommand(asked(), process.argv.slice(3)))
  },
  /** `keys`, `keys rotate|retire|print|join|apart|replay` */
  keys: async () => {
    const { keysCommand } = await import('./backup/commands.ts')
    report(await keysCommand(asked(), process.argv.slice(3), () => text(process.stdin)))
  },
  doctor: async () => {
    const { doctorCommand } = await import('./backup/commands.ts')
    const { lines, exitCode } = await doctorCommand(asked(), process.argv.slice(3))
    report(lines)
    process.exitCode = exitCode
  },
  up: async () => {
    const config = read<UpConfig>(UpSettings)
    const { up } = await import('./up.ts')
    await up(config, openLog(config.LOG_LEVEL), clock, say)
  },
  /** The deployment's first account; its password is shown once. */
  administrator: async () => {
    const { DATABASE_OWNER_URL } = asOwner()
    const email = process.argv[3]
    if (!email) throw new Advice('Say whose account: administrator name@example.org')
    const password = randomBytes(18).toString('base64url')
    const { ensurePlatformAdministrator } = await import('./sessions/administrator.ts')
    await ensurePlatformAdministrator(
      DATABASE_OWNER_URL,
      { email: email.toLowerCase(), name: 'Platform administrator', password },
      clock(),
    )
    say(`${email} signs in with ${password}, unless that account existed already.`)
  },
  /** Accounts, sessions, queue, announcements, by whoever runs the deployment; all of it is on record. */
  admin: async () => {
    const config = asOwner()
    const { adminCommand } = await import('./operator/commands.ts')
    report(await adminCommand(config, process.argv.slice(3), clock()))
  },
  /** `test ADDRESS`: sends one mail, and says what the relay answered. */
  mail: async () => {
    const config = read<Config>(Config)
    const [, , , what, to] = process.argv
    if (what !== 'test' || !to) throw new Advice('Say where to: mail test name@example.org')
    const { tryMail } = await import('./notices/try-mail.ts')
    say(await tryMail(config, to))
  },
  /** Whether the record is as it was sealed, and as its heads outside say; `audit/verify-command.ts` has its options. */
  'verify-audit': async () => {
    const config = asOwner()
    const { verifyCommand } = await import('./audit/verify-command.ts')
    const { lines, exitCode } = await verifyCommand(config, process.argv.slice(3), clock())
    for (const line of lines) say(line)
    process.exitCode = exitCode
  },
}

const [name = 'serve'] = process.argv.slice(2)
const run = commands[name]
try {
  if (!run) throw new Advice(`Unknown command ${name}. There are: ${Object.keys(commands).join(', ')}`)
  await run()
} catch (error) {
  say(wordsFor(error as Error & { code?: string; port?: number }))
  process.exit(1)
}

/** A sentence where whoever starts the server can put it right, else the stack for whoever mends it. */
function wordsFor(error: Error & { code?: string; port?: number }): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${error.port} is taken by another program. Stop it, or choose another with PORT=3001.`
  return error instanceof Advice ? error.message : String(error.stack ?? error)
}
