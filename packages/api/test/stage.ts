import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import closeWithGrace from 'close-with-grace'
import { buildApp } from '../src/app.ts'
import { noticeUnusual } from '../src/audit/notice-unusual.ts'
import { openLog } from '../src/log.ts'
import { openServices } from '../src/serve.ts'
import { stageBegins, stageConfig, stagePostgres } from './stage-ground.ts'

/**
 * The stage on which browsers play the journeys: the real API and SPA on a real Postgres of its own, a copy of the one that
 * found-stage.ts left in STAGE_TEMPLATE, and a clock that a journey sets: `POST /clock` with an instant and `POST /jobs`
 * (run what is due) on STAGE_CONTROL_PORT, and `POST /kill`, `POST /start` for the API alone. Everything is gone when it ends.
 */
const port = Number(process.env.STAGE_PORT)
const controlPort = Number(process.env.STAGE_CONTROL_PORT)
let now = stageBegins
const clock = () => now

const folder = mkdtempSync(path.join(tmpdir(), 'alongside-stage-'))
// `-a`: Postgres takes no files of anybody else's.
execFileSync('cp', ['-a', `${process.env.STAGE_TEMPLATE}/.`, folder])
const postgres = await stagePostgres(folder)
const log = openLog('warn')
const { services, queue, close, runDueWork } = await openServices(stageConfig(postgres.url, port), log, clock)
let app = await buildApp(services, log)

await queue.work(services)

async function obey(request: IncomingMessage, response: ServerResponse) {
  const said = await text(request)
  if (request.url === '/clock') now = new Date(said).toISOString()
  if (request.url === '/jobs') {
    await runDueWork()
    await noticeUnusual(services)
  }
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
