import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, expect, it } from 'vitest'
import config from '../rolldown.config.ts'
import { createTestDatabase, testMasterKey, testRoleSecret } from './database.ts'
import { freePort } from './free-port.ts'
import { giveLogins } from './logins.ts'

// What production runs is built of the same sources that the other tests run as they are. Built here as `pnpm build` does, beside `dist`.
const api = path.join(import.meta.dirname, '..')
const folder = mkdtempSync(path.join(api, 'dist-of-test-'))
const database = await createTestDatabase()
const address = `http://127.0.0.1:${await freePort()}`

async function build() {
  const { output, ...input } = config
  const bundle = await rolldown(input)
  await bundle.write(Object.assign({}, output, { dir: folder }))
}

async function serve() {
  await giveLogins(database.ownerUrl, testRoleSecret)
  const child = spawn(process.execPath, [path.join(folder, 'main.mjs'), 'serve'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      DATABASE_URL: database.ownerUrl,
      MASTER_KEY: testMasterKey.toString('base64'),
      ROLE_SECRET: testRoleSecret,
      PORT: new URL(address).port,
      MAIL: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of child.stdout) if (String(line).includes('listening')) break
  return child
}

let server: Awaited<ReturnType<typeof serve>> | undefined
beforeAll(async () => {
  await build()
  server = await serve()
}, 300_000)
afterAll(async () => {
  server?.kill('SIGTERM')
  if (server?.exitCode === null) await once(server, 'exit')
  rmSync(folder, { recursive: true })
  await database.drop()
})

it('OPS-1 the built file serves: it is ready, and signs nobody in who is unknown', async () => {
  await expect.poll(async () => (await fetch(`${address}/readyz`)).status, { timeout: 60_000 }).toBe(200)
  const refused = await fetch(`${address}/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'nobody@alongside.example', password: 'not hers at all' }),
  })
  expect([refused.status, await refused.json()]).toMatchObject([401, { code: 'session.wrong_credentials' }])
})

it('API-1 what is loaded when it is first asked for is there: description, docs with what they load, and guides', async () => {
  const committed: unknown = JSON.parse(readFileSync(path.join(api, 'openapi.json'), 'utf8'))
  expect(await (await fetch(`${address}/openapi.json`)).json()).toEqual(committed)
  const docs = await fetch(`${address}/docs`)
  const [script = ''] = /[\w./]*swagger-ui-bundle\.js/.exec(await docs.text()) ?? []
  expect((await fetch(new URL(script, `${address}/docs`))).headers.get('content-type')).toContain(
    'javascript',
  )
  expect((await fetch(`${address}/guides/changes`)).status).toBe(200)
})

it('OPS-7 its threads are found, and print', async () => {
  const worker = new Worker(path.join(folder, 'press-worker.mjs'))
  const data = {
    ...{
      size: 11,
      language: 'en',
      title: 'For her',
      intro: ['Hers'],
      parts: [],
      services: [],
      rows: [],
      choices: [],
    },
    ...{ words: { sign: '' }, foot: '' },
  }
  worker.postMessage({ template: 'for-her', at: '2026-03-02T09:00:00Z', data })
  const [printed] = (await once(worker, 'message')) as [{ bytes?: Uint8Array; failed?: string }]
  await worker.terminate()
  expect(Buffer.from(printed.bytes ?? []).toString('latin1', 0, 5)).toBe('%PDF-')
  expect(readdirSync(folder)).toContain('draw-worker.mjs')
})
