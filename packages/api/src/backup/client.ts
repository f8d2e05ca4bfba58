import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { Advice } from '../advice.ts'

type Tool = 'pg_dump' | 'pg_restore'

const installed = '/usr/lib/postgresql'

/** Where Debian keeps the clients of each major, newest first, and whatever is on the path. */
const places = (tool: Tool) => [
  ...(existsSync(installed) ? readdirSync(installed) : [])
    .sort((one, other) => Number(other) - Number(one))
    .map((major) => `${installed}/${major}/bin/${tool}`)
    .filter(existsSync),
  tool,
]

/** The client of this machine that can copy a server of that major; null when there is none. */
export async function clientFor(tool: Tool, serverMajor: number): Promise<string | null> {
  for (const place of places(tool)) {
    const { stdout } = await run(place, ['--version']).catch(() => ({ stdout: '' }))
    if (Number(/\) (\d+)/.exec(stdout)?.[1] ?? 0) >= serverMajor) return place
  }
  return null
}

/** @throws Advice which says where to get it */
export async function needClient(tool: Tool, serverMajor: number): Promise<string> {
  const client = await clientFor(tool, serverMajor)
  if (client) return client
  throw new Advice(
    `This machine has no ${tool} of Postgres ${serverMajor} or newer, which the server is. Install postgresql-client-${serverMajor} (from apt.postgresql.org where the system has only an older one) and run this again. Nothing was done.`,
  )
}

/** What it printed. Throws Advice with its own words where it fails: they name tables, and no row. */
export async function run(command: string, args: string[]): Promise<{ stdout: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code === 0) return { stdout }
  const lines = stderr.trim().split('\n').slice(0, 6).join('\n')
  throw new Advice(`${command.split('/').at(-1)} ended with ${code}:\n${lines}`)
}
