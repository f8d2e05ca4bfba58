import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { Client } from 'pg'
import { afterAll, expect, it } from 'vitest'
import { buildApp } from '../src/app.ts'
import { type Config, withDefaults } from '../src/config.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { groundOf, migrate } from '../src/db/migrate.ts'
import { ownDatabase } from '../src/db/own-database.ts'
import { openPool } from '../src/db/pool.ts'
import { postmaster } from '../src/db/postmaster.ts'
import { complete, consentTo, indicators } from '../src/demo/answers.ts'
import { foundEastmarsh } from '../src/demo/found.ts'
import { callerAs } from '../src/in-process.ts'
import { openLog } from '../src/log.ts'
import { openServices } from '../src/serve.ts'
import { ensurePlatformAdministrator } from '../src/sessions/administrator.ts'
import { openSession } from '../src/sessions/queries.ts'
import { freePort } from './free-port.ts'
import { takeOffers } from './offers.ts'

// What was acknowledged is there: the real server, a real disk, and kill -9 to each in the middle of it.

const folder = mkdtempSync(path.join(os.tmpdir(), 'alongside-durability-'))
const dataDir = path.join(folder, 'postgres')
const databasePort = await freePort()
const database = { dataDir, port: databasePort }
const DATABASE_URL = await ownDatabase((await startEmbedded(database)).url, 'alongside')
const clock = () => new Date().toISOString()
const config: Config = withDefaults({
  DATABASE_URL,
  ROLE_SECRET: 'the logins of durability',
  MASTER_KEY_OLD: '',
  MASTER_KEY: randomBytes(32).toString('base64'),
  PORT: await freePort(),
  MAIL: 'off',
  REQUESTS_PER_MINUTE: 1_000_000,
  OVERLOAD_MS: 5_000,
  DATABASE_POOL: 6,
  LOG_LEVEL: 'silent',
})
const main = fileURLToPath(new URL('../alongside.mjs', import.meta.url))
let server: ChildProcess | undefined
let runner: ChildProcess | undefined

afterAll(async () => {
  await Promise.all([kill(server), kill(runner)])
  await (await startEmbedded(database)).stop()
  rmSync(folder, { recursive: true })
})

function start(more: Partial<Config> = {}): ChildProcess {
  const settings = Object.entries({ ...config, ...more }).map(([name, value]) => [name, String(value)])
  return spawn(process.execPath, [main, 'serve'], {
    env: { ...process.env, ...Object.fromEntries(settings) },
    stdio: 'ignore',
  })
}
function startServer() {
  server = start()
}
async function kill(child: ChildProcess | undefined) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
const killServer = () => kill(server)
function killDatabase() {
  const running = postmaster(dataDir)
  if (!running) throw new Error('there is no database to kill')
  process.kill(running.pid, 'SIGKILL')
}

/** Founds the partnership in this process, and signs the outreach worker in for the server that comes after. */
async function found() {
  await migrate(groundOf({ ...config, DATABASE_OWNER_URL: DATABASE_URL }))
  const log = openLog('silent')
  const { services, close } = await openServices({ ...config, JOBS: false }, log, clock)
  const app = await buildApp(services, log)
  await ensurePlatformAdministrator(
    DATABASE_URL,
    { email: 'platform@alongside.example', name: 'Platform', password: null },
    clock(),
  )
  const owner = openPool(DATABASE_URL, 1, () => undefined)
  const sessionOf = async (email: string) => {
    await takeOffers(async (text, values) => (await owner.query(text, values)).rows, email, clock())
    const { rows } = await services.pools.identity.query<{ id: string }>(
      'SELECT id FROM accounts WHERE email = $1',
      [email],
    )
    const session = await openSession(services.pools.identity, rows[0]?.id ?? '', clock())
    if (!session) throw new Error(`${email} cannot sign in`)
    return session.actor
  }
  const signIn = async (email: string) => callerAs(app, await sessionOf(email))
  const { agencies } = await foundEastmarsh(await signIn('platform@alongside.example'), signIn)
  const until = Math.floor(Date.parse(clock()) / 1000) + 600
  const token = app.jwt.sign({ ...(await sessionOf('outreach@alongside.example')), until })
  await app.close()
  await Promise.all([close(), owner.end()])
  return { agencies, token }
}

const { agencies, token } = await found()
const today = clock().slice(0, 10)
const answers = complete({
  addressedTo: { meeting: true, agencies: [] },
  indicators: indicators({ serious_violence: 'She said so' }),
  consent: consentTo([agencies.lantern, agencies.health, agencies.housing], {
    givenOn: today,
    until: `${Number(today.slice(0, 4)) + 1}-01-01`,
  }),
})

/** Sends until it is answered, always with the same key: what a careful client does while the server is away. */
async function insist(
  method: string,
  address: string,
  key: string,
  body: object,
  version?: number,
): Promise<{ id: string; version: number }> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${config.PORT}${address}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(version && { 'if-match': `"v${version}"` }),
      },
      body: JSON.stringify(body),
    }).catch(() => null)
    // Cut off in the middle of the answer counts as none.
    const reply = (await answer?.json().catch(() => null)) as
      | { id: string; version: number; code?: string }
      | null
      | undefined
    if (answer?.ok && reply) return reply
    const again = !answer || !reply || answer.status === 503 || reply.code === 'idempotency.in_flight'
    if (!again) throw new Error(`${method} ${address}: ${answer.status} ${JSON.stringify(reply)}`)
    retried += 1
    // While the server starts, whoever asks takes the machine away from it.
    await delay(answer ? 10 : 100)
  }
}

const acknowledged: { key: string; referralId: string }[] = []
const reached: { count: number; go: () => void }[] = []
let retried = 0
let stopping = false
/** Resolves with the acknowledgement of that number. */
const acknowledgements = (count: number) => new Promise<void>((go) => void reached.push({ count, go }))

async function write(writer: number) {
  for (let n = 0; !stopping; n++) {
    const key = `writer-${writer}-referral-${n}`
    const draft = await insist('POST', startReferral.path, `${key}-start`, { answers })
    const sent = await insist(
      'POST',
      submitReferral.path.replace(':referralId', draft.id),
      `${key}-submit`,
      {},
      draft.version,
    )
    acknowledged.push({ key, referralId: sent.id })
    for (const { count, go } of reached) if (acknowledged.length >= count) go()
  }
}

it('loses no acknowledged submission, doubles none and halves none, while API and database are killed', async () => {
  startServer()
  const writers = Promise.all([1, 2, 3, 4].map(write))
  const upTo = async (more: number) => Promise.race([acknowledgements(acknowledged.length + more), writers])

  await upTo(15)
  await killServer()
  startServer()
  await upTo(15)
  killDatabase()
  await startEmbedded(database)
  // The API comes back by itself.
  await upTo(15)
  killDatabase()
  await Promise.all([killServer(), startEmbedded(database)])
  startServer()
  await upTo(15)
  stopping = true
  await writers
  expect(acknowledged.length).toBeGreaterThanOrEqual(60)
  expect(retried).toBeGreaterThan(0)

  const client = new Client({ connectionString: DATABASE_URL })
  await client.connect()
  const rows = async (text: string, values: unknown[] = []) =>
    (await client.query<Record<string, unknown>>(text, values)).rows
  const kept = await rows(`SELECT r.id, r.state,
      (SELECT count(*)::int FROM audit_events e WHERE e.action = 'referral.submitted' AND e.subject_id = r.id) AS audited,
      (SELECT count(*)::int FROM audit_events e WHERE e.action = 'referral.started' AND e.subject_id = r.id) AS started,
      (SELECT count(*)::int FROM outbox_events o WHERE o.type = 'referral.submitted' AND o.data->>'referralId' = r.id::text) AS told,
      (SELECT count(*)::int FROM cases c WHERE c.id = r.case_id) AS cases,
      (SELECT count(*)::int FROM consents c WHERE c.case_id = r.case_id) AS consents,
      (SELECT count(*)::int FROM sharing_grants g WHERE g.case_id = r.case_id) AS grants,
      (SELECT count(*)::int FROM referral_recipients p WHERE p.referral_id = r.id) AS recipients,
      (SELECT count(*)::int FROM history h WHERE h.subject_id = r.id) > 0 AS history,
      (SELECT count(*)::int FROM data_keys k WHERE k.id = r.data_key_id) AS keys
    FROM referrals r ORDER BY r.id`)
  const ids = acknowledged.map(({ referralId }) => referralId).sort()
  expect(kept.map(({ id }) => id)).toEqual(ids)
  const [one] = kept
  expect(one).toMatchObject({
    state: 'submitted',
    audited: 1,
    started: 1,
    told: 1,
    cases: 1,
    consents: 1,
    recipients: 1,
    history: true,
    keys: 1,
  })
  expect(Number(one?.grants)).toBeGreaterThan(3)
  expect(kept.map(({ id: _, ...rest }) => rest)).toEqual(
    kept.map(() => ({ ...one, id: undefined })).map(({ id: _, ...rest }) => rest),
  )

  expect(
    await rows(
      'SELECT id FROM cases c WHERE NOT EXISTS (SELECT FROM sharing_grants g WHERE g.case_id = c.id) OR NOT EXISTS (SELECT FROM referrals r WHERE r.case_id = c.id)',
    ),
  ).toEqual([])
  expect(
    await rows(
      'SELECT id FROM data_keys k WHERE NOT EXISTS (SELECT FROM referrals r WHERE r.data_key_id = k.id)',
    ),
  ).toEqual([])
  expect(
    await rows('SELECT count(*)::int AS count FROM idempotency_keys WHERE key = ANY ($1)', [
      acknowledged.flatMap(({ key }) => [`${key}-start`, `${key}-submit`]),
    ]),
  ).toEqual([{ count: 2 * acknowledged.length }])
  await client.end()
})

/** By night the number that is promised; it takes a minute. */
const submissions = process.env.NIGHTLY ? 1000 : 60

it(`API-4 of ${submissions} submissions, each sent three times at once by the same key while the API is killed twice, each is one and answered alike`, async () => {
  await killServer()
  startServer()
  const waiting = Array.from({ length: submissions }, (_, n) => n)
  const answered: string[][] = []
  const threefold = async (...asked: Parameters<typeof insist>) => {
    const replies = await Promise.all([insist(...asked), insist(...asked), insist(...asked)])
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1)
    return replies[0]
  }
  const work = async () => {
    for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
      const draft = await threefold('POST', startReferral.path, `thrice-${n}-start`, { answers })
      const address = submitReferral.path.replace(':referralId', draft.id)
      const sent = await threefold('POST', address, `thrice-${n}-submit`, {}, draft.version)
      answered.push([String(n), sent.id])
      if ([Math.floor(submissions / 3), Math.floor((2 * submissions) / 3)].includes(answered.length)) {
        await killServer()
        startServer()
      }
    }
  }
  await Promise.all([1, 2, 3, 4].map(work))
  expect(new Set(answered.map(([, id]) => id)).size).toBe(submissions)
  const client = new Client({ connectionString: DATABASE_URL })
  await client.connect()
  const { rows } = await client.query<{ count: number; audited: number; told: number }>(
    `SELECT count(*)::int AS count,
        (SELECT count(*)::int FROM audit_events e WHERE e.action = 'referral.submitted' AND e.subject_id = ANY ($1)) AS audited,
        (SELECT count(*)::int FROM outbox_events o WHERE o.type = 'referral.submitted' AND o.data->>'referralId' = ANY ($1::text[])) AS told
      FROM referrals WHERE id = ANY ($1) AND state = 'submitted'`,
    [answered.map(([, id]) => id)],
  )
  expect(rows).toEqual([{ count: submissions, audited: submissions, told: submissions }])
  const { rows: all } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM idempotency_keys WHERE key LIKE $1',
    ['thrice-%'],
  )
  expect(all).toEqual([{ count: 2 * submissions }])
  await client.end()
}, 600_000)

it('OPS-5 with JOBS=only a process apart carries what a replica with JOBS=false wrote, and listens to nobody', async () => {
  await killServer()
  const PORT = await freePort()
  server = start({ JOBS: false })
  runner = start({ JOBS: 'only', PORT })
  const { id, version } = await insist('POST', startReferral.path, 'apart-start', { answers })
  const submission = submitReferral.path.replace(':referralId', id)
  await insist('POST', submission, 'apart-submit', {}, version)
  const client = new Client({ connectionString: DATABASE_URL })
  await client.connect()
  const carried = async () => {
    const { rows } = await client.query<{ carried: boolean }>(
      `SELECT relayed_at IS NOT NULL AS carried FROM outbox_events WHERE type = 'referral.submitted' AND data->>'referralId' = $1`,
      [id],
    )
    return rows
  }
  await expect.poll(carried, { timeout: 60_000, interval: 200 }).toEqual([{ carried: true }])
  await client.end()
  await expect(fetch(`http://127.0.0.1:${PORT}/healthz`)).rejects.toThrow('fetch failed')
}, 120_000)
