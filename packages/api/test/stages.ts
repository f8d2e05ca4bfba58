import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import closeWithGrace from 'close-with-grace'
import { pino } from 'pino'
import { buildApp } from '../src/app.ts'
import { noticeUnusual } from '../src/audit/notice-unusual.ts'
import { withDefaults } from '../src/config.ts'
import { ownDatabase } from '../src/db/own-database.ts'
import { sandboxSystem } from '../src/demo/cast.ts'
import { makeKits } from '../src/documents/kit.ts'
import { openLog } from '../src/log.ts'
import { catchMail } from '../src/notices/mailer.ts'
import { openServices } from '../src/serve.ts'
import { foundStage } from './found-stage.ts'
import { freePort } from './free-port.ts'
import { giveLogins } from './logins.ts'
import { query } from './query.ts'
import { openServer } from './server.ts'

/**
 * The stages on which browsers play the journeys, in one process for a whole run. Each is the real API and SPA on a
 * database of its own, a copy of the one that is founded here first, with a clock that its journey sets. On STAGES_PORT:
 * `POST /open` with the file for its log answers with the stage's port; of that stage, `POST /<port>/clock` with an instant,
 * `/jobs` (run what is due), `/kits` (make the papers of the night), `/kill` and `/start` for the API alone, and `/close`.
 */
const masterKey = Buffer.alloc(32, 'alongside stage ')
const begins = '2026-02-20T09:00:00.000Z'

const configOn = (ownerUrl: string, port = 0) =>
  withDefaults({
    DATABASE_URL: ownerUrl,
    DATABASE_OWNER_URL: ownerUrl,
    ROLE_SECRET: 'the logins of stages',
    MASTER_KEY: masterKey.toString('base64'),
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    DOCS_CLIENT_ID: sandboxSystem.clientId,
    REQUESTS_PER_MINUTE: 1_000_000,
    OVERLOAD_MS: 0,
    WEBHOOK_ALLOW: '127.0.0.1/32',
  })

const server = await openServer(undefined)
const founded = 'founded'
const foundedUrl = await ownDatabase(server.superuserUrl, founded)
await foundStage(configOn(foundedUrl), begins)

async function openStage(logFile: string) {
  const port = await freePort()
  const database = `stage_${port}`
  await query(
    server.superuserUrl,
    `CREATE DATABASE ${database} TEMPLATE ${founded} OWNER ${founded} STRATEGY file_copy`,
  )
  const config = configOn(Object.assign(new URL(foundedUrl), { pathname: database }).href, port)
  await giveLogins(config.DATABASE_OWNER_URL, config.ROLE_SECRET)
  let now = begins
  const log = openLog('warn', pino.destination({ dest: logFile, sync: true }))
  const { services, queue, close, runDueWork } = await openServices(config, log, () => now, {
    mailer: catchMail(() => now),
  })
  const start = async () => {
    const app = await buildApp(services, log)
    await app.listen({ host: '127.0.0.1', port })
    return app
  }
  let app = await start()
  await queue.work(services)
  const kill = async () => {
    const closing = app.close()
    app.server.closeAllConnections()
    await closing
  }
  const stage = {
    port,
    clock: async (instant: string) => {
      now = new Date(instant).toISOString()
    },
    jobs: async () => {
      await runDueWork()
      await noticeUnusual(services)
    },
    kits: () => makeKits(services),
    kill,
    start: async () => {
      app = await start()
    },
    close: async () => {
      stages.delete(port)
      await kill()
      await close()
      await query(server.superuserUrl, `DROP DATABASE ${database} WITH (FORCE)`)
    },
    answer: (request: IncomingMessage, response: ServerResponse) => app.routing(request, response),
  }
  stages.set(port, stage)
  return stage
}
const stages = new Map<number, Awaited<ReturnType<typeof openStage>>>()
const obeyed = ['clock', 'jobs', 'kits', 'kill', 'start', 'close'] as const

async function obey(request: IncomingMessage, response: ServerResponse) {
  const said = await text(request)
  const [, first = '', second = ''] = (request.url ?? '').split('/')
  if (first === 'open') {
    const { port } = await openStage(said)
    response.end(String(port))
    return
  }
  const stage = stages.get(Number(first))
  const order = obeyed.find((one) => one === second)
  if (!stage || !order) response.statusCode = 404
  else await stage[order](said)
  response.end()
}

const control = createServer((request, response) => {
  obey(request, response).catch((error: Error) => {
    console.error(error)
    response.writeHead(500).end()
  })
})
/** Where one Prism reaches all of them: the stage that is meant stands in a header. */
const behindPrism = createServer((request, response) => {
  const stage = stages.get(Number(request.headers['x-stage']))
  if (stage) stage.answer(request, response)
  else response.writeHead(502).end()
})
behindPrism.listen(Number(process.env.STAGES_BEHIND_PRISM), '127.0.0.1')
control.listen(Number(process.env.STAGES_PORT), '127.0.0.1')

closeWithGrace({ delay: 20_000 }, async () => {
  control.close()
  behindPrism.close()
  for (const stage of stages.values()) await stage.close()
  await server.end()
})
