import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { freePort } from '../test/free-port.ts'
import { makeMemoryFolder } from '../test/memory-folder.ts'

// A start that does not come to serve leaves nothing behind that runs.

const folder = makeMemoryFolder()
const ports = { PORT: String(await freePort()), DATABASE_PORT: String(await freePort()) }
const running = new Set<ReturnType<typeof start>>()
afterAll(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGTERM')
    await ended
  }
  rmSync(folder, { recursive: true })
}, 60_000)

/** Postgres writes this file as it starts and takes it away as it ends. */
const databaseRuns = () => existsSync(path.join(folder, 'postgres/postmaster.pid'))

function start(settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../alongside.mjs'), 'up'], {
    env: {
      ...process.env,
      ...ports,
      DATABASE_OWNER_URL: '',
      DATA_DIR: folder,
      PAGES: 'elsewhere',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const says = (words: string) =>
    new Promise<void>((heard) => {
      child.stdout.on('data', () => said.includes(words) && heard())
    })
  child.stdout.on('data', (line) => {
    said += line
  })
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  const started = { child, says, ended }
  running.add(started)
  return started
}

it('with its port taken says so before it starts anything', async () => {
  const other = createServer().listen(Number(ports.PORT), '127.0.0.1')
  await once(other, 'listening')
  const { code, said } = await start().ended
  other.close()
  expect(said).toContain(`Port ${ports.PORT} is taken`)
  expect([code, existsSync(path.join(folder, 'postgres'))]).toEqual([1, false])
})

it('ends the Postgres that it started where filling the demo fails, and where it is stopped in the middle of that', async () => {
  // Whoever founds the partnership asks more often than this.
  const { code, said } = await start({ REQUESTS_PER_MINUTE: '1' }).ended
  expect(said).toContain('429')
  expect([code, databaseRuns()]).toEqual([1, false])

  const { child, says, ended } = start()
  await says('Filling the demo')
  expect(databaseRuns()).toBe(true)
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, said: expect.stringContaining('Starting over') })
  expect(databaseRuns()).toBe(false)
}, 120_000)
