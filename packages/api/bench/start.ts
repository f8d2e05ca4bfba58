// pnpm bench:start [--rounds 3] [--seconds 5]
// What one replica costs before anybody asks, and once many do: the time to the first ready answer and resident memory, of the sources
// as they are and of the built file that production runs, in turns on the same small partnership.
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import type { Config } from '../src/config.ts'
import { vaultAt } from '../src/db/key-check.ts'
import { masterKey, onOwnGround } from './ground.ts'
import { Connection, hammer } from './load.ts'
import { built, cpuOf, ended, launch, rss, sources, whenReady } from './process.ts'
import { seed } from './seed.ts'
import { type Work, workOf } from './works.ts'

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '5' } },
})
const rounds = Math.min(Number(options.rounds), 10)
const seconds = Math.min(Number(options.seconds), 60)
const loops = 16
/** Milliseconds after which what a start left to be collected is. */
const rest = 10_000
const scale = 2_000
const say = (line: string) => void process.stdout.write(`${line}\n`)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Measured {
  ready: number
  /** Processor time until then: what noise from other programs leaves as it is. */
  cpu: number
  atReady: number
  idle: number
  loaded: number
}

async function measure(config: Config, entry: string, works: Work[]): Promise<Measured> {
  const began = performance.now()
  const api = await whenReady(launch(config, [], entry), config.PORT)
  const ready = performance.now() - began
  const [cpu, atReady] = [cpuOf(api.pid ?? 0), rss(api)]
  await pause(rest)
  const idle = rss(api)
  let loaded = 0
  for (const { requests, once } of works) {
    const asked = await requests()
    const connections = Array.from({ length: loops }, () => new Connection(config.PORT))
    let next = 0
    await hammer(loops, seconds, async (loop) => {
      const request = asked[once ? next++ : next++ % asked.length]
      if (!request) return false
      const { status } = await (connections[loop] as Connection).ask(request.asked)
      if (status !== 200) throw new Error(`${request.asked.path}: ${status}`)
      return true
    })
    loaded = Math.max(loaded, rss(api))
    await Promise.all(connections.map((connection) => connection.close()))
  }
  await ended(api)
  return { ready, cpu, atReady, idle, loaded }
}

const median = (measured: Measured[], of: keyof Measured) =>
  (
    measured.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(measured.length / 2)] ?? Number.NaN
  ).toFixed(0)

await onOwnGround(async (config) => {
  const vault = await vaultAt(config.DATABASE_OWNER_URL, [masterKey])
  await seed(config.DATABASE_OWNER_URL, vault, scale, Date.now(), 1)
  const client = new Client({ connectionString: config.DATABASE_OWNER_URL })
  client.on('error', () => undefined)
  await client.connect()
  const works = await workOf(client, vault, { scale, seconds })
  const entries = [sources, built].filter((entry) => existsSync(entry))
  const measured = new Map<string, Measured[]>(entries.map((entry) => [entry, []]))
  for (let round = 0; round < rounds; round++)
    for (const entry of entries) measured.get(entry)?.push(await measure(config, entry, works))
  await client.end()
  say(
    '| entry | ready ms | of that processor | MB at ready | MB idle | MB loaded, highest |\n|---|---|---|---|---|---|',
  )
  for (const [entry, all] of measured)
    say(
      `| ${entry === built ? 'built file' : 'sources'} | ${median(all, 'ready')} | ${median(all, 'cpu')} | ${median(all, 'atReady')} | ${median(all, 'idle')} | ${median(all, 'loaded')} |`,
    )
  say(
    `\n${rounds} rounds, ${loops} connections for ${seconds} s of each; ${cpus().length} × ${cpus()[0]?.model}; Node ${process.version}`,
  )
})
