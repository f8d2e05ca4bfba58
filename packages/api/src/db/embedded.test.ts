import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { makeMemoryFolder } from '../../test/memory-folder.ts'
import { query } from '../../test/query.ts'
import { type EmbeddedServer, startEmbedded } from './embedded.ts'

let prepared: string
let folder: string
let dataDir: string
let port: number
let started: EmbeddedServer[]
let children: ChildProcess[]

beforeAll(async () => {
  prepared = makeMemoryFolder()
  const server = await startEmbedded({ dataDir: path.join(prepared, 'postgres'), port: await freePort() })
  await server.stop()
})

afterAll(() => fs.rmSync(prepared, { recursive: true }))

beforeEach(async () => {
  folder = makeMemoryFolder()
  fs.cpSync(prepared, folder, { recursive: true })
  dataDir = path.join(folder, 'postgres')
  port = await freePort()
  started = []
  children = []
})

afterEach(async () => {
  vi.unstubAllEnvs()
  for (const child of children) child.kill('SIGKILL')
  for (const server of started) await server.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

describe('the embedded database', () => {
  it('is made on the first start: UTF-8, scram, on 127.0.0.1 only, its password readable by nobody else', async () => {
    beginWithNothing()
    const { url } = await start()

    const [row] = await query(
      url,
      `SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
              current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
              (SELECT array_agg(DISTINCT auth_method) FROM pg_hba_file_rules) AS methods,
              (SELECT datlocale FROM pg_database WHERE datname = 'postgres') AS locale, lower('ŁUCJA') AS lower`,
    )

    expect(row).toEqual({
      version: '18.4',
      encoding: 'UTF8',
      addresses: '127.0.0.1',
      sockets: '',
      methods: ['scram-sha-256'],
      locale: 'C.UTF-8',
      lower: 'łucja',
    })
    expect(fs.statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600)
    await expect(query(url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    )
  })

  it('takes letters beyond ASCII for letters when it compares names by trigrams', async () => {
    const { url } = await start()
    await query(url, 'CREATE EXTENSION pg_trgm')

    expect(await query(url, `SELECT similarity('Zoë', 'Zo') < 1 AS differs`)).toEqual([{ differs: true }])
  })

  it('keeps what was written when it is stopped and started again', async () => {
    const first = await start()
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')

    const second = await start()

    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })

  it('passes settings on', async () => {
    const { url } = await start({ max_connections: '17', fsync: 'off' })

    expect(await query(url, `SELECT current_setting('max_connections') AS connections`)).toEqual([
      { connections: '17' },
    ])
  })

  it('is taken over from a parent that was killed with -9, and stopped with the new one', async () => {
    const parent = await startInAnotherProcess()
    await query(parent.url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const postmaster = postmasterPid()
    parent.process.kill('SIGKILL')
    await once(parent.process, 'exit')

    const server = await start()

    expect(postmasterPid()).toBe(postmaster)
    expect(await query(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await server.stop()
    await expect(query(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
  })

  it('goes on for the process that started it when a second one comes and goes', async () => {
    const parent = await startInAnotherProcess()

    const guest = await start()
    await guest.stop()

    expect(await query(parent.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }])
    parent.process.kill('SIGKILL')
    await once(parent.process, 'exit')
    await start()
  })

  it('recovers what was committed after kill -9 of the postmaster, once its last session has let go', async () => {
    const { url } = await start()
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const session = new Client(url)
    session.on('error', () => undefined)
    await session.connect()
    const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const backend = rows[0]?.pid ?? 0
    process.kill(backend, 'SIGSTOP')
    process.kill(postmasterPid(), 'SIGKILL')

    const starting = start()
    await expect.poll(log).toContain('pre-existing shared memory block')
    process.kill(backend, 'SIGCONT')
    const again = await starting

    expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await session.end()
  })

  it('is not fooled when the dead postmaster’s id is now another process', async () => {
    const { url } = await start()
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const file = path.join(dataDir, 'postmaster.pid')
    const stale = fs.readFileSync(file, 'utf8')
    await started.pop()?.stop()
    const bystander = spawn('sleep', ['3600'])
    children.push(bystander)
    fs.writeFileSync(file, stale.replace(/^\d+/, String(bystander.pid)))

    const again = await start()

    expect(await query(again.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await again.stop()
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull()
  })

  it('says which port is taken by another program, and which setting changes it', async () => {
    const other = createServer().listen(port, '127.0.0.1')
    await once(other, 'listening')

    await expect(start()).rejects.toThrow(new RegExp(`Port ${port} .* taken .* DATABASE_PORT`))

    other.close()
    await once(other, 'close')
    await start()
  })

  it('shows Postgres’s own words when it will not start', async () => {
    await expect(start({ shared_buffers: 'plenty' })).rejects.toThrow(
      'invalid value for parameter "shared_buffers": "plenty"',
    )
  })

  it('keeps what people typed out of its log', async () => {
    const { url } = await start()
    await query(url, 'CREATE TABLE people (name text UNIQUE, age int)')

    await expect(query(url, `INSERT INTO people VALUES ('Bernadette'), ('Bernadette')`)).rejects.toThrow(
      'unique',
    )
    await expect(query(url, `SELECT 'Bernadette'::int`)).rejects.toThrow('Bernadette')

    expect(log()).toContain('ready to accept connections')
    expect(log()).not.toContain('Bernadette')
  })

  it.runIf(process.getuid?.() === 0)('runs as nobody where root may not make user namespaces', async () => {
    beginWithNothing()
    fs.chmodSync(folder, 0o711)
    vi.stubEnv('PATH', '/nonexistent')

    const { url } = await start()
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer')
    expect(fs.statSync(dataDir).uid).toBe(65534)
    await started.pop()?.stop()
    vi.unstubAllEnvs()

    expect(await query((await start()).url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
  })
})

function beginWithNothing() {
  for (const entry of fs.readdirSync(folder)) fs.rmSync(path.join(folder, entry), { recursive: true })
}

async function start(settings: Record<string, string> = {}) {
  const server = await startEmbedded({ dataDir, port, settings })
  started.push(server)
  return server
}

/** The parent that gets killed: it starts the same data directory and then does nothing. */
async function startInAnotherProcess() {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))})
    const { url } = await startEmbedded(${JSON.stringify({ dataDir, port })})
    console.log(url)
    setInterval(() => undefined, 60_000)`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(parent)
  const [url] = await once(parent.stdout, 'data')
  return { process: parent, url: String(url).trim() }
}

function log() {
  return fs.readFileSync(`${dataDir}.log`, 'utf8')
}

function postmasterPid() {
  return Number(fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
}
