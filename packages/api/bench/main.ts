// pnpm bench [--scale 100000] [--seconds 5] [--rounds 3] [--keep DIRECTORY]
// Starts a Postgres of its own on disk (fsync on, every setting as shipped), fills it, starts the API as production
// does, and drives it over HTTP on loopback, alternating with the floor (floor.ts) on the same rows.
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { type Config, withDefaults } from '../src/config.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { vaultAt } from '../src/db/key-check.ts'
import { groundOf, migrate } from '../src/db/migrate.ts'
import type { Order, Report } from './floor.ts'
import { Connection, hammer, type Outcome } from './load.ts'
import { cpuOf, ended, launch, rss, statOf, whenReady } from './process.ts'
import { seed } from './seed.ts'
import { type Request, workOf } from './works.ts'

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    keep: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
})
const scale = Math.min(Number(options.scale), 1_000_000)
const seconds = Math.min(Number(options.seconds), 60)
const rounds = Math.min(Number(options.rounds), 10)
const here = fileURLToPath(new URL('..', import.meta.url))
const say = (line: string) => void process.stdout.write(`${line}\n`)

const folder = path.resolve(options.keep ?? mkdtempSync(path.join(tmpdir(), 'alongside-bench-')))
mkdirSync(folder, { recursive: true, mode: 0o711 })
const postgres = await startEmbedded({ dataDir: path.join(folder, 'postgres'), port: 54_390 })
const masterKey = Buffer.alloc(32, 'bench')
const apiPort = 54_391
const config: Config = withDefaults({
  DATABASE_URL: postgres.url,
  DATABASE_OWNER_URL: postgres.url,
  ROLE_SECRET: 'the logins of a bench',
  MASTER_KEY_OLD: '',
  MASTER_KEY: masterKey.toString('base64'),
  PORT: apiPort,
  MAIL: 'off',
  REQUESTS_PER_MINUTE: 1_000_000,
})
const running = new Set<ChildProcess>()

async function bench() {
  const marker = path.join(folder, 'seeded')
  const vault = await vaultAt(config.DATABASE_OWNER_URL, [masterKey])
  await migrate(groundOf(config))
  if (!existsSync(marker)) {
    const began = performance.now()
    await seed(config.DATABASE_OWNER_URL, vault, scale, Date.now())
    writeFileSync(marker, String(scale))
    say(`seeded ${scale} referrals in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  }
  const seeded = Number(readFileSync(marker, 'utf8'))
  const client = new Client({ connectionString: config.DATABASE_OWNER_URL })
  client.on('error', () => undefined)
  await client.connect()
  await client.query(
    `UPDATE sessions SET idle_until = now() + interval '1 day', absolute_until = now() + interval '1 day'`,
  )

  const coldStarts = [await coldStart(), await coldStart(), await coldStart()].sort((a, b) => a - b)
  const api = await startApi()
  const idle = await settled(api)
  const floor = fork(path.join(here, 'bench/floor.ts'))
  running.add(floor)

  const works = await workOf(client, vault, { scale, seconds })
  const results: Result[] = []
  let loaded = 0
  for (const work of works.filter(({ name }) => !options.only || name.startsWith(options.only)))
    for (const loops of [16, 64]) {
      const result: Result = { work: work.name, loops, api: [], floor: [] }
      for (let round = 0; round <= rounds; round++) {
        const ours = await work.requests()
        const drive = overHttp(ours, work.once)
        const measured = await costing(api, () => drive(loops, round ? seconds : 2))
        loaded = Math.max(loaded, rss(api))
        await quiet(client)
        const theirs = work.once ? await work.requests() : ours.slice(0, 1000)
        await ask(floor, {
          do: 'learn',
          config,
          once: work.once,
          requests: theirs.map(({ asked }) => asked),
          actors: theirs.map(({ actor }) => actor),
        })
        const least = await costing(floor, async () => {
          const told = await ask(floor, { do: 'run', loops, seconds: round ? seconds : 2 })
          if (!('outcome' in told)) throw new Error('the floor was asked to run')
          return told.outcome
        })
        if (!round) continue // the first warms both up
        result.api.push(measured)
        result.floor.push(least)
      }
      results.push(result)
      say(line(result))
    }
  await stop(api)
  await stop(floor)
  report(results, {
    seeded,
    idle,
    loaded,
    coldStart: coldStarts[1] ?? Number.NaN,
    version: await versionOf(client),
  })
  await client.end()
}

interface Result {
  work: string
  loops: number
  api: Costed[]
  floor: Costed[]
}
/** Processor time of one request, in milliseconds: what noise from other programs leaves as it is. */
interface Costed extends Outcome {
  node: number
  postgres: number
}
const overHttp = (requests: Request[], once: boolean) => async (loops: number, time: number) => {
  const connections = Array.from({ length: loops }, () => new Connection(apiPort))
  let next = 0
  const outcome = await hammer(loops, time, async (loop) => {
    const request = requests[once ? next++ : next++ % requests.length]
    if (!request) return false
    const { status, body } = await (connections[loop] as Connection).ask(request.asked)
    if (status !== 200) throw new Error(`${request.asked.path}: ${status} ${body.toString().slice(0, 300)}`)
    return true
  })
  await Promise.all(connections.map((connection) => connection.close()))
  return outcome
}

async function startApi(): Promise<ChildProcess> {
  const flags = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${path.resolve(options.profile)}`] : []
  const child = launch(config, flags)
  running.add(child)
  return whenReady(child, apiPort)
}

/** Milliseconds from the start of the process to the first ready answer, on a running database. */
async function coldStart(): Promise<number> {
  const began = performance.now()
  const child = await startApi()
  const elapsed = performance.now() - began
  await stop(child)
  return elapsed
}

async function stop(child: ChildProcess) {
  await ended(child)
  running.delete(child)
}

async function costing(child: ChildProcess, run: () => Promise<Outcome>): Promise<Costed> {
  const before = new Map([child.pid ?? 0, ...backends()].map((pid) => [pid, cpuOf(pid)]))
  const outcome = await run()
  const spent = (pid: number) => cpuOf(pid) - (before.get(pid) ?? 0)
  const postgres = backends().reduce((sum, pid) => sum + spent(pid), 0)
  return { ...outcome, node: spent(child.pid ?? 0) / outcome.answered, postgres: postgres / outcome.answered }
}

function backends(): number[] {
  const postmaster = Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const all = existsSync('/proc/self/stat') ? readdirSync('/proc').map(Number).filter(Boolean) : []
  return all.filter((pid) => statOf(pid).includes(`) ${statOf(pid).split(') ')[1]?.[0]} ${postmaster} `))
}

async function settled(child: ChildProcess): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  return rss(child)
}

/** Lets the relay and the sealer finish what the round before left, so that the floor is measured alone. */
async function quiet(client: Client) {
  for (const began = performance.now(); performance.now() - began < 120_000; ) {
    const { rows } = await client.query<{ waiting: boolean }>(
      'SELECT EXISTS (SELECT FROM outbox_events WHERE relayed_at IS NULL) AS waiting',
    )
    if (!rows[0]?.waiting) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function ask(child: ChildProcess, order: Order): Promise<Report> {
  child.send(order)
  const over = new AbortController()
  const abort = () => over.abort(new Error('the floor has ended'))
  child.once('exit', abort)
  const [answer] = (await once(child, 'message', { signal: over.signal })) as [Report]
  child.off('exit', abort)
  return answer
}

const versionOf = async (client: Client) =>
  (await client.query<{ server_version: string }>('SHOW server_version')).rows[0]?.server_version ?? ''

const median = (outcomes: Costed[], of: (outcome: Costed) => number) =>
  outcomes.map(of).sort((a, b) => a - b)[Math.floor(outcomes.length / 2)] ?? Number.NaN

const heading =
  '| work | connections | API/s | pg/s | ratio | p50 ms | p99 ms | p99/p50 | CPU ms: API + Postgres | floor + Postgres | failed |\n|---|---|---|---|---|---|---|---|---|---|---|'
const cost = (outcomes: Costed[]) =>
  `${median(outcomes, ({ node }) => node).toFixed(2)} + ${median(outcomes, ({ postgres: spent }) => spent).toFixed(2)}`

function line({ work, loops, api, floor }: Result): string {
  const [ours, theirs] = [api, floor].map((outcomes) => median(outcomes, ({ perSecond }) => perSecond)) as [
    number,
    number,
  ]
  const [p50, p99] = [median(api, (outcome) => outcome.p50), median(api, (outcome) => outcome.p99)]
  const failed = [...api, ...floor].reduce((sum, outcome) => sum + outcome.failed, 0)
  return `| ${work} | ${loops} | ${ours.toFixed(0)} | ${theirs.toFixed(0)} | ${(ours / theirs).toFixed(2)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${(p99 / p50).toFixed(1)} | ${cost(api)} | ${cost(floor)} | ${failed} |`
}

function report(
  results: Result[],
  facts: { seeded: number; idle: number; loaded: number; coldStart: number; version: string },
) {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { cwd: here }).toString().trim()
  say(`\n${heading}\n${results.map(line).join('\n')}`)
  say(
    `\nresident memory ${facts.idle.toFixed(0)} MB idle, ${facts.loaded.toFixed(0)} MB loaded; cold start ${facts.coldStart.toFixed(0)} ms`,
  )
  say(
    `${facts.seeded} referrals; ${rounds} rounds of ${seconds} s; commit ${commit}; ${new Date().toISOString()}; ${cpus().length} × ${cpus()[0]?.model}, ` +
      `${(totalmem() / 2 ** 30).toFixed(0)} GB; Node ${process.version}; PostgreSQL ${facts.version}, settings as shipped, fsync on, pool of ${config.DATABASE_POOL}`,
  )
}

try {
  await bench()
} finally {
  for (const child of running) child.kill()
  await postgres.stop()
  if (!options.keep) rmSync(folder, { recursive: true })
}
