import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { listActions } from '@alongside/shared/actions/contract'
import { listFlags } from '@alongside/shared/flags/contract'
import { listReferrals } from '@alongside/shared/referrals/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sandbox, sandboxSystem } from '../src/demo/cast.ts'
import { done } from '../src/demo/found.ts'
import { freePort } from './free-port.ts'
import { listeningSandbox } from './sandbox.ts'

// The reference client of docs/examples, as its own process, with Prism between: it holds every request and every answer
// against openapi.json. The client reads its own clock, so the sandbox is founded by the same.
const example = path.join(import.meta.dirname, '../../../docs/examples/case-system')
const prismPort = await freePort()
const address = `http://127.0.0.1:${prismPort}`
const world = await listeningSandbox(new Date().toISOString(), address)
const folder = mkdtempSync(path.join(tmpdir(), 'alongside-case-system-'))
const prism = spawn(
  process.execPath,
  [
    'node_modules/@stoplight/prism-cli/dist/index.js',
    ...['proxy', 'openapi.json', world.address, '--errors', '--port', String(prismPort)],
    ...['--verboseLevel', 'warn'],
  ],
  { cwd: path.join(import.meta.dirname, '..'), stdio: ['ignore', 'pipe', 'pipe'] },
)
const heard: string[] = []
prism.stdout.on('data', (chunk: Buffer) => heard.push(String(chunk)))
prism.stderr.on('data', (chunk: Buffer) => heard.push(String(chunk)))

beforeAll(() => answers(`${address}/.well-known/oauth-authorization-server`))
afterAll(async () => {
  const over = once(prism, 'exit')
  prism.kill()
  await over
  rmSync(folder, { recursive: true })
})

async function answers(url: string): Promise<void> {
  if (prism.exitCode !== null) throw new Error(`Prism ended by itself: ${heard.join('')}`)
  const answer = await fetch(url).catch(() => undefined)
  if (answer?.ok) return
  await new Promise((resolve) => setTimeout(resolve, 100))
  return answers(url)
}

const kept = <T>(name: string) => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')) as T
const keep = (name: string, value: unknown) =>
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(value))
const sync = async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['sync.ts'], {
    cwd: example,
    env: {
      PATH: process.env.PATH,
      ALONGSIDE_URL: address,
      CLIENT_ID: sandboxSystem.clientId,
      CLIENT_SECRET: sandboxSystem.secret,
      CASE_SYSTEM: folder,
    },
  })
  return stdout.trim().split('\n').filter(Boolean)
}

interface Kept {
  number: string
  risks: Record<string, string>
  wishes: string
  refer: boolean
  alongside?: { state: string; toMend?: string[] }
}

it('API-2 the reference client keeps both sides in step, and keeps to the description', async () => {
  const lead = await world.signIn(sandbox.lead.email)
  const [marnie, tess] = JSON.parse(
    readFileSync(path.join(example, 'records.example.json'), 'utf8'),
  ) as Kept[]
  // Tess’s record says nothing of what she wants, and of no risk.
  keep('records', [marnie, { ...tess, refer: true, risks: {}, wishes: '' }])

  const first = await sync()
  expect(first).toEqual([
    expect.stringMatching(/^HH-2026-0042 is SBX-[\w-]+: submitted$/),
    expect.stringMatching(/^HH-2026-0043 is SBX-[\w-]+: draft$/),
    expect.stringMatching(/^FLAG-1 is confirmed for SBX-/),
  ])
  const query = { externalReference: 'HH-2026-0042' }
  expect((await done(lead, listReferrals, { query })).items).toMatchObject([
    { name: 'Marnie', state: 'submitted', light: 'red' },
  ])
  const [, toMend] = kept<Kept[]>('records')
  expect(toMend?.alongside?.toMend).toEqual([
    '/answers/addressedTo/meeting',
    '/answers/criterion/reasons',
    '/answers/herVoice/words',
  ])
  expect((await done(lead, listFlags)).items).toMatchObject([{ state: 'confirmed', reference: 'FLAG-1' }])
  expect(kept('cursor')).toBe(null)

  // A worker mends the record, and another reports what she did.
  const [record, mended] = kept<Kept[]>('records')
  keep('records', [record, { ...mended, risks: { recent_overdose: 'Her nurse' }, wishes: 'Sleep.' }])
  const [task] = kept<object[]>('tasks')
  expect(task).toMatchObject({ what: 'Offer her the room in Mill Lane, with the worker whom she knows' })
  keep('tasks', [{ ...task, outcome: 'She has the keys.' }])
  expect(await sync()).toEqual([
    expect.stringMatching(/^HH-2026-0042 is .*: submitted$/),
    expect.stringMatching(/^HH-2026-0043 is .*: submitted$/),
    expect.stringMatching(/^SBX-.* is reported done$/),
  ])
  expect((await done(lead, listActions)).items).toMatchObject([
    { state: 'done', outcome: 'She has the keys.' },
  ])
  expect((await sync()).length).toBe(2)
  expect(heard.filter((line) => /violation/i.test(line))).toEqual([])
})

it('API-2 a run that was cut short before it wrote anything down finds what it had filed', async () => {
  const lead = await world.signIn(sandbox.lead.email)
  const count = async () => (await done(lead, listReferrals)).items.length
  const before = await count()
  keep(
    'records',
    kept<Kept[]>('records').map(({ alongside: _, ...record }) => record),
  )
  expect(await sync()).toHaveLength(2)
  expect(await count()).toBe(before)
})

it('what stands between would have noticed', async () => {
  const answer = await fetch(`${address}/v1/referrals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer none' },
    body: '{"nothing":"of the kind"}',
  })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('stoplight.io/prism/errors')
})
