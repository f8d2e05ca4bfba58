// pnpm bench:documents [--cases 30] [--packs 10] [--requests 400]
// Founds a partnership with one meeting, by the commands that everyone uses, on a Postgres of its own on disk; then the
// API in a process of its own makes packs of that meeting, over HTTP on loopback, and lists referrals meanwhile.
import type { ChildProcess } from 'node:child_process'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openMeeting, readMeeting, setMeetingRule, signMeeting } from '@alongside/shared/meetings/contract'
import { acceptReferral, startReferral, submitReferral } from '@alongside/shared/referrals/contract'
import { contribute } from '@alongside/shared/room/contract'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Config } from '../src/config.ts'
import { demoPassword } from '../src/demo/cast.ts'
import { done, foundEastmarsh } from '../src/demo/found.ts'
import { openStage } from '../src/demo/stage.ts'
import { openLog } from '../src/log.ts'
import { ensurePlatformAdministrator } from '../src/sessions/administrator.ts'
import { masterKey, onOwnGround } from './ground.ts'
import { Connection, hammer, type Outcome } from './load.ts'
import { nameOf } from './people.ts'
import { coordinatorsToken, rss, whileServing } from './process.ts'
import { answersOf } from './seed-case.ts'

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '30' },
    packs: { type: 'string', default: '10' },
    requests: { type: 'string', default: '400' },
  },
})
const cases = Math.min(Number(options.cases), 100)
const packs = Math.min(Number(options.packs), 20)
const requests = Math.min(Number(options.requests), 5_000)
/** Seconds after which a measurement ends, whatever it reached. */
const longest = 120
const say = (line: string) => void process.stdout.write(`${line}\n`)
/** The hour of the meeting, once it is to be opened. */
let founding: string | null = null
const clock = () => founding ?? new Date().toISOString()

/** Gives the meeting: open, with so many cases, of each of which three agencies said what they know. */
async function found(config: Config): Promise<string> {
  const stage = await openStage(config, openLog('silent'), clock)
  const email = 'platform@alongside.example'
  await ensurePlatformAdministrator(
    config.DATABASE_OWNER_URL,
    { email, name: 'Platform', password: demoPassword },
    clock(),
  )
  const { agencies, callers } = await foundEastmarsh(stage.presence(email), stage.join)
  await done(callers.coordinator, setMeetingRule, {
    body: { week: 2, weekday: 4, time: '10:00', mode: 'in_person', venue: 'The Old Library, room 2' },
  })
  const agreed = [agencies.lantern, agencies.health, agencies.housing]
  let meetingId = ''
  for (let n = 0; n < cases; n++) {
    const answers = answersOf(nameOf(n), agreed, clock().slice(0, 10))
    const draft = await done(callers.outreach, startReferral, { body: { answers } })
    const said = { params: { referralId: draft.id }, version: draft.version }
    const { version } = await done(callers.outreach, submitReferral, said)
    const body = { exceptional: { reason: 'He is looking for her' } }
    const accepted = await done(callers.coordinator, acceptReferral, { ...said, version, body })
    meetingId = accepted.meetingId ?? ''
  }
  const params = { meetingId }
  for (const who of ['coordinator', 'chair', 'health', 'housing'] as const)
    await done(callers[who], signMeeting, { params, body: { agreed: true } })
  const { opensFrom, version } = await done(callers.chair, readMeeting, { params })
  founding = opensFrom
  const { agenda } = await done(callers.chair, openMeeting, { params, body: {}, version })
  for (const { id: itemId } of agenda)
    for (const who of ['coordinator', 'health', 'housing'] as const) {
      const words = 'She was seen twice this week, and said that she wants a room with a lock. '.repeat(8)
      await done(callers[who], contribute, { params: { itemId }, body: { words } })
    }
  founding = null
  await stage.close()
  return meetingId
}

async function measure(child: ChildProcess, port: number, token: string, meetingId: string) {
  const connections: Connection[] = []
  const connect = () => connections[connections.push(new Connection(port)) - 1] as Connection
  const ask = async (connection: Connection, asked: { path: string; body?: string }) => {
    const method = asked.body ? 'POST' : 'GET'
    const { status, body } = await connection.ask({ method, token, changes: false, ...asked })
    if (status >= 300) throw new Error(`${asked.path}: ${status} ${body.toString().slice(0, 300)}`)
    return body
  }
  const register = async (): Promise<string> => {
    const body = JSON.stringify({ meetingId, kind: 'pack' })
    const made = await ask(first, { path: '/v1/document-copies', body })
    return (JSON.parse(made.toString()) as { id: string }).id
  }
  let highest = 0
  const print = async (connection: Connection, copyId: string) => {
    const began = performance.now()
    const pdf = await ask(connection, { path: `/v1/document-copies/${copyId}/file` })
    highest = Math.max(highest, rss(child))
    return { ms: performance.now() - began, pdf }
  }
  const list = async (goesOn: () => boolean) => {
    const loops = [connect(), connect()]
    return hammer(loops.length, longest, async (loop) => {
      if (!goesOn()) return false
      await ask(loops[loop] as Connection, { path: '/v1/referrals' })
      return true
    })
  }
  let left = requests
  const first = connect()
  await list(() => left-- > 0) // warms up
  const before = rss(child)
  const cold = await print(first, await register())
  const warm: number[] = []
  for (let n = 0; n < 3; n++) warm.push((await print(first, await register())).ms)
  const { numPages } = await getDocument({ data: new Uint8Array(cold.pdf), verbosity: 0 }).promise
  const afterOne = rss(child)
  left = requests
  const alone = await list(() => left-- > 0)
  const copies: string[] = []
  for (let n = 0; n < packs; n++) copies.push(await register())
  const began = performance.now()
  let printing = true
  const all = Promise.all(copies.map((copyId) => print(connect(), copyId))).finally(() => {
    printing = false
  })
  const [beside] = await Promise.all([list(() => printing), all])
  const tenTook = performance.now() - began
  const after = rss(child)
  await Promise.all(connections.map((connection) => connection.close()))
  warm.sort((a, b) => a - b)
  return { before, afterOne, after, highest, cold, warm, numPages, alone, beside, tenTook }
}

function report({
  before,
  afterOne,
  after,
  highest,
  cold,
  warm,
  numPages,
  alone,
  beside,
  tenTook,
}: Awaited<ReturnType<typeof measure>>) {
  const kilobytes = Math.round(cold.pdf.length / 1024)
  const listed = ({ answered, p50, p99, failed }: Outcome) =>
    `${p50.toFixed(1)} | ${p99.toFixed(1)} | ${answered} answered, ${failed} failed`
  say(`| pack of ${cases} cases | ${numPages} pages, ${kilobytes} kB |\n|---|---|`)
  say(`| first in the process | ${cold.ms.toFixed(0)} ms |`)
  say(`| after it (median of 3) | ${(warm[1] ?? Number.NaN).toFixed(0)} ms |`)
  say(`| ${packs} at once, until the last | ${tenTook.toFixed(0)} ms |`)
  say(
    `| resident memory before, after the first four, after all, highest seen | ${[before, afterOne, after, highest].map((size) => size.toFixed(0)).join(', ')} MB |`,
  )
  say('\n| GET /v1/referrals, 2 connections | p50 ms | p99 ms | requests |\n|---|---|---|---|')
  say(`| alone | ${listed(alone)} |\n| while ${packs} packs are made | ${listed(beside)} |`)
  say(`| ratio | ${(beside.p50 / alone.p50).toFixed(1)} | ${(beside.p99 / alone.p99).toFixed(1)} | |`)
  say(`\n${clock()}; ${cpus().length} × ${cpus()[0]?.model}; Node ${process.version}`)
}

await onOwnGround(async (config) => {
  const meetingId = await found(config)
  const token = await coordinatorsToken(config, masterKey)
  await whileServing(config, async (api) => report(await measure(api, config.PORT, token, meetingId)))
})
