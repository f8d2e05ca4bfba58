import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../api/test/free-port.ts'
import { leftBehind } from './world.ts'

/**
 * What all worlds of a run share: the process that founds them and plays their API (api/test/stages.ts), and one Prism
 * that holds what is said to any of them to the description. Each takes seconds to start.
 */
export default async function startRun() {
  mkdirSync(leftBehind, { recursive: true })
  const [stages, behindPrism, prism] = [await freePort(), await freePort(), await freePort()]
  const processes = [
    spawnLogged('stages.stage-log', ['test/stages.ts'], {
      STAGES_PORT: String(stages),
      STAGES_BEHIND_PRISM: String(behindPrism),
    }),
    spawnLogged('all.prism-log', [
      'node_modules/@stoplight/prism-cli/dist/index.js',
      ...['proxy', 'openapi.json', `http://127.0.0.1:${behindPrism}`],
      ...['--errors', '--port', String(prism), '--verboseLevel', 'warn'],
    ]),
  ]
  const stop = async () => {
    await Promise.all(processes.map(ended))
  }
  try {
    const up = [answers(`http://127.0.0.1:${stages}/`), answers(`http://127.0.0.1:${prism}/`)]
    await Promise.race([Promise.all(up), ...processes.map(died)])
  } catch (error) {
    await stop()
    throw error
  }
  // The workers have these from here.
  process.env.STAGES_PORT = String(stages)
  process.env.PRISM_PORT = String(prism)
  return stop
}

function spawnLogged(log: string, parameters: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, parameters, {
    cwd: join(import.meta.dirname, '../../api'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const file = createWriteStream(join(leftBehind, log), { flags: 'a' })
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
