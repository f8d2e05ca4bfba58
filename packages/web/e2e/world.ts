import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../api/test/free-port.ts'
import { startValidatingProxy } from './validating-proxy.ts'

const api = join(import.meta.dirname, '../../api')
/** What a run leaves behind for left-behind.spec.ts to look at; Playwright empties it before each run. */
export const leftBehind = join(import.meta.dirname, '../test-results/left-behind')

export interface World {
  /** Where the browser goes. `localhost`, so that it takes Secure cookies without TLS. */
  url: string
  /** The stage's clock: an instant. */
  setClock: (instant: string) => Promise<void>
  /** Runs what is due by the stage's clock. */
  runJobs: () => Promise<void>
  /**
   * A connection on which no save of a draft arrives any more. A browser's own "offline" is not enough: what a page
   * sends as it goes away slips past it.
   */
  loseSaves: (lost: boolean) => void
  /** Kills the API, connections and all; its database stays. */
  killApi: () => Promise<void>
  startApi: () => Promise<void>
  /** Notes an address that a browser asked for. */
  visited: (url: string) => void
  close: () => Promise<void>
}

/** A stage of its own behind Prism, on free ports. `name` is that of its files in `leftBehind`. */
export async function startWorld(name: string): Promise<World> {
  mkdirSync(leftBehind, { recursive: true })
  const note = (kind: string, line: string) =>
    appendFileSync(join(leftBehind, `${name}.${kind}`), `${line}\n`)
  const [listen, stage, control] = await Promise.all([freePort(), freePort(), freePort()])
  const [database, prism] = await Promise.all([freePort(), freePort()])
  const run = (kind: string, parameters: string[], env: NodeJS.ProcessEnv = {}) =>
    spawnLogged(join(leftBehind, `${name}.${kind}`), parameters, env)
  const processes = [
    run('stage-log', ['test/stage.ts'], {
      STAGE_PORT: String(stage),
      STAGE_CONTROL_PORT: String(control),
      STAGE_DATABASE_PORT: String(database),
    }),
    run('prism-log', [
      'node_modules/@stoplight/prism-cli/dist/index.js',
      ...['proxy', 'openapi.json', `http://127.0.0.1:${stage}`],
      ...['--errors', '--port', String(prism), '--verboseLevel', 'warn'],
    ]),
  ]
  const stop = async () => {
    await Promise.all(processes.map(ended))
  }
  try {
    const up = [answers(`http://127.0.0.1:${stage}/readyz`), answers(`http://127.0.0.1:${prism}/`)]
    await Promise.race([Promise.all(up), ...processes.map(died)])
  } catch (error) {
    await stop()
    throw error
  }
  const proxy = await startValidatingProxy({ listen, stage, prism }, (words) => note('violations', words))
  const tell = async (path: string, body = '') => {
    const { ok } = await fetch(`http://127.0.0.1:${control}${path}`, { method: 'POST', body })
    if (!ok) throw new Error(`The stage did not take ${path} ${body}`)
  }
  return {
    url: `http://localhost:${listen}`,
    setClock: (instant) => tell('/clock', instant),
    runJobs: () => tell('/jobs'),
    loseSaves: proxy.loseSaves,
    killApi: async () => {
      proxy.cutOff(true)
      await tell('/kill')
    },
    startApi: async () => {
      await tell('/start')
      proxy.cutOff(false)
    },
    visited: (url) => note('visited', url),
    close: async () => {
      proxy.close()
      await stop()
    },
  }
}

function spawnLogged(log: string, parameters: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, parameters, {
    cwd: api,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const file = createWriteStream(log, { flags: 'a' })
  child.stdout?.pipe(file, { end: false })
  child.stderr?.pipe(file, { end: false })
  child.once('close', () => file.end())
  return child
}

const isOver = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function ended(child: ChildProcess) {
  if (isOver(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

async function died(child: ChildProcess): Promise<never> {
  if (!isOver(child)) await once(child, 'exit')
  throw new Error(`${child.spawnargs.join(' ')} ended by itself; its log is in ${leftBehind}`)
}

/** Resolves once somebody answers there, whatever they say. */
async function answers(url: string, deadline = Date.now() + 240_000): Promise<void> {
  const response = await fetch(url).catch(() => undefined)
  if (response) return
  if (Date.now() > deadline) throw new Error(`Nobody answered at ${url} within four minutes`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  return answers(url, deadline)
}
