import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import type { Config } from '../src/config.ts'
import { vaultAt } from '../src/db/key-check.ts'
import type { Actor } from '../src/http/actor.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const main = fileOf('../alongside.mjs')
/** What `alongside.mjs` chooses of: the file that the build makes, where there is one, else the sources. */
export const built = fileOf('../dist/main.mjs')
export const sources = fileOf('../src/main.ts')

/** The API as production starts it, in a process of its own; `flags` are Node’s. */
export function launch(config: Config, flags: string[] = [], entry = main): ChildProcess {
  const env = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]))
  return spawn(process.execPath, [...flags, entry, 'serve'], {
    env: { ...process.env, ...env, DATABASE_OWNER_URL: '', MAIL: 'off' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** @throws Error when it ended instead, or is not ready after five minutes */
export async function whenReady(child: ChildProcess, port: number): Promise<ChildProcess> {
  for (const began = performance.now(); performance.now() - began < 300_000; ) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return child
    if (child.exitCode !== null) throw new Error('the API ended instead of starting')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('the API is not ready after five minutes')
}

export async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** Milliseconds of processor time so far; 0 where there is no /proc. */
export function cpuOf(pid: number): number {
  const [, user, system] = /\) (?:\S+ ){11}(\d+) (\d+)/.exec(statOf(pid)) ?? []
  return (Number(user ?? 0) + Number(system ?? 0)) * 10
}

export function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return '' // it has ended since
  }
}

/** Resident megabytes. */
export const rss = (child: ChildProcess) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).toString()) / 1024

/** The access token that signing in would give: what it claims is confirmed in every transaction. */
export function tokenOf(secret: Buffer, actor: Actor): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...actor, until: Math.floor(Date.now() / 1000) + 600 })}`
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

/** The token of the coordinator of the one partnership, who sees every case and has just typed the password again. */
export async function coordinatorsToken(config: Config, masterKey: Buffer): Promise<string> {
  const client = new Client({ connectionString: config.DATABASE_OWNER_URL })
  await client.connect()
  const { rows } = await client.query<Actor>(
    `UPDATE sessions s SET stepped_up_until = now() + interval '1 day' FROM memberships m
      WHERE m.id = s.membership_id AND s.id = (SELECT l.id FROM sessions l JOIN memberships c ON c.id = l.membership_id
        WHERE c.role = 'coordinator' ORDER BY l.absolute_until DESC LIMIT 1)
      RETURNING s.id AS "sessionId", s.account_id AS "accountId", m.role, m.id AS "membershipId",
        m.partnership_id AS "partnershipId", m.agency_id AS "agencyId"`,
  )
  await client.end()
  return tokenOf(
    (await vaultAt(config.DATABASE_OWNER_URL, [masterKey])).derive('access tokens'),
    rows[0] as Actor,
  )
}

/** The API while the work lasts, ready when it begins. */
export async function whileServing<T>(config: Config, work: (api: ChildProcess) => Promise<T>): Promise<T> {
  const api = launch(config)
  try {
    return await work(await whenReady(api, config.PORT))
  } finally {
    await ended(api)
  }
}
