import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setMeetingRule } from '@alongside/shared/meetings/contract'
import { acceptInvitation } from '@alongside/shared/sessions/contract'
import closeWithGrace from 'close-with-grace'
import { Client } from 'pg'
import { buildApp } from '../src/app.ts'
import { withDefaults } from '../src/config.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { demoPassword, sandboxSystem } from '../src/demo/cast.ts'
import { done, foundEastmarsh, foundWestvale } from '../src/demo/found.ts'
import { foundSandbox } from '../src/demo/sandbox.ts'
import { callerAs } from '../src/in-process.ts'
import { relayOutbox } from '../src/jobs/relay.ts'
import { openLog } from '../src/log.ts'
import { openServices } from '../src/serve.ts'
import { ensurePlatformAdministrator } from '../src/sessions/administrator.ts'
import { openSession } from '../src/sessions/queries.ts'
import { freePort } from './free-port.ts'

/**
 * The stage on which browsers play the journeys: the real API and SPA on a real Postgres of its own, with both
 * partnerships and the sandbox founded, a calendar, and a clock that a journey sets: `POST /clock` with an instant and `POST /jobs`
 * (run what is due) on STAGE_CONTROL_PORT, and `POST /kill`, `POST /start` for the API alone. Everything is gone when it ends.
 */
const port = Number(process.env.STAGE_PORT)
const controlPort = Number(process.env.STAGE_CONTROL_PORT)
let now = '2026-02-20T09:00:00.000Z'
const clock = () => now

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-stage-'))
const postgres = await startEmbedded({
  dataDir: path.join(folder, 'postgres'),
  port: await freePort(),
  settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
})
const masterKey = Buffer.alloc(32, 'alongside stage ')
const log = openLog('warn')
await migrate(postgres.url, masterKey)
const { services, queue, close, runDueWork } = await openServices(
  withDefaults({
    DATABASE_URL: postgres.url,
    MASTER_KEY: masterKey.toString('base64'),
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    DOCS_CLIENT_ID: sandboxSystem.clientId,
    REQUESTS_PER_MINUTE: 1_000_000,
    OVERLOAD_MS: 0,
    WEBHOOK_ALLOW: '127.0.0.1/32',
  }),
  log,
  clock,
)
let app = await buildApp(services, log)

/** The invited choose the demo's password by the link in their mail, as they would. */
async function signIn(email: string) {
  await relayOutbox(services)
  const [job] = (await queue.boss.fetch<{ to: string; text: string }>('mail', { batchSize: 1 })) ?? []
  const token = job?.data.text.match(/\/invitation#(\S+)/)?.[1]
  if (job) await queue.boss.complete('mail', job.id)
  if (token) await done(callerAs(app, null), acceptInvitation, { body: { token, password: demoPassword } })
  const { rows } = await services.pools.identity.query<{ id: string }>(
    'SELECT id FROM accounts WHERE email = $1',
    [email],
  )
  const session = rows[0] && (await openSession(services.pools.identity, rows[0].id, now))
  if (!session) throw new Error(`${email} cannot sign in`)
  return callerAs(app, session.actor)
}

await ensurePlatformAdministrator(
  postgres.url,
  { email: 'platform@alongside.example', name: 'Platform', password: demoPassword },
  now,
)
const administrator = await signIn('platform@alongside.example')
const { callers } = await foundEastmarsh(administrator, signIn)
await foundWestvale(administrator, signIn)
const owner = new Client({ connectionString: postgres.url })
await owner.connect()
await foundSandbox(administrator, signIn, now, (text, values) => owner.query(text, values))
await owner.end()
await done(callers.coordinator, setMeetingRule, {
  body: { week: 2, weekday: 4, time: '10:00', mode: 'in person', venue: 'The Old Library, room 2' },
})
await queue.work(services)

async function obey(request: IncomingMessage, response: ServerResponse) {
  const said = await text(request)
  if (request.url === '/clock') now = new Date(said).toISOString()
  if (request.url === '/jobs') await runDueWork()
  if (request.url === '/kill') {
    const closing = app.close()
    app.server.closeAllConnections()
    await closing
  }
  if (request.url === '/start') {
    app = await buildApp(services, log)
    await app.listen({ host: '127.0.0.1', port })
  }
  response.end(now)
}
const control = createServer((request, response) => void obey(request, response))
control.listen(controlPort, '127.0.0.1')
await app.listen({ host: '127.0.0.1', port })

closeWithGrace({ delay: 5_000 }, async () => {
  control.close()
  await app.close()
  await close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})
