// pnpm bench:monitoring [--scale 100000] [--rounds 5]
// Fills one partnership with so many referrals, on a Postgres of its own on disk; then the API in a process of its own
// counts them, over HTTP on loopback, and lists referrals meanwhile. A report is drawn with every quarter before it out.
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { periodOf, quarterOf } from '@alongside/shared/monitoring/periods'
import type { Config } from '../src/config.ts'
import { vaultAt } from '../src/db/key-check.ts'
import { masterKey, onOwnGround } from './ground.ts'
import { Connection, hammer } from './load.ts'
import { coordinatorsToken, whileServing } from './process.ts'
import { seed } from './seed.ts'

const { values: options } = parseArgs({
  options: { scale: { type: 'string', default: '100000' }, rounds: { type: 'string', default: '5' } },
})
const scale = Math.min(Number(options.scale), 1_000_000)
const rounds = Math.min(Number(options.rounds), 20)
const say = (line: string) => void process.stdout.write(`${line}\n`)
/** Milliseconds, and the reply. */
const askedAt =
  (port: number, token: string) => async (method: string, where: string, body?: object, version?: number) => {
    const began = performance.now()
    const answer = await fetch(`http://127.0.0.1:${port}${where}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        ...(version && { 'if-match': `"v${version}"` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const reply = (await answer.json()) as { id: string; version: number }
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${JSON.stringify(reply)}`)
    return { ms: performance.now() - began, reply }
  }

const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function seeded(config: Config) {
  const began = performance.now()
  await seed(
    config.DATABASE_OWNER_URL,
    await vaultAt(config.DATABASE_OWNER_URL, [masterKey]),
    scale,
    Date.now(),
    1,
  )
  say(`${scale} referrals of one partnership, seeded in ${((performance.now() - began) / 1000).toFixed(0)} s`)
}

async function measure(port: number, token: string) {
  const asked = askedAt(port, token)
  const quarters = quartersBefore(new Date().toISOString().slice(0, 10))
  const [latest] = quarters
  const year = `${quarters.at(-1)!.slice(0, 4)}-year`
  for (const [what, where] of [
    ['a quarter’s people by equality', `/v1/monitoring/discussed?period=${latest}`],
    ['a year’s people by equality', `/v1/monitoring/discussed?period=${year}`],
    ['a quarter’s figures', `/v1/monitoring/figures?period=${latest}`],
    ['a year’s figures', `/v1/monitoring/figures?period=${year}`],
  ] as const) {
    const times: number[] = []
    for (let round = 0; round <= rounds; round++) times.push((await asked('GET', where)).ms)
    say(`${what}: first ${times[0]!.toFixed(0)} ms, then ${middle(times.slice(1)).toFixed(0)} ms`)
  }
  const connections = Array.from({ length: 4 }, () => new Connection(port))
  const list = (loop: number) =>
    connections[loop]!.ask({ method: 'GET', path: '/v1/referrals?limit=50', token, changes: false }).then(
      ({ status }) => status === 200,
    )
  await hammer(4, 2, list)
  const alone = await hammer(4, 5, list)
  let counting = true
  const counts = (async () => {
    let n = 0
    for (; counting; n++) await asked('GET', `/v1/monitoring/figures?period=${year}`)
    return n
  })()
  const beside = await hammer(4, 5, list)
  counting = false
  say(
    `the list of 50 at 4 connections: p99 ${alone.p99.toFixed(1)} ms alone, ${beside.p99.toFixed(1)} ms while a year is counted ${await counts} times (ratio ${(beside.p99 / alone.p99).toFixed(1)})`,
  )
  for (const period of quarters.toReversed()) {
    const drawn = await asked('POST', '/v1/reports', { period })
    const checked = await asked('POST', `/v1/reports/${drawn.reply.id}/check`, {}, drawn.reply.version)
    await asked('POST', `/v1/reports/${drawn.reply.id}/publication`, {}, checked.reply.version)
    say(`report of ${period}, drawn in ${drawn.ms.toFixed(0)} ms`)
  }
  for (const connection of connections) await connection.close()
}

/** The eight quarters that ended last, latest first. */
function quartersBefore(today: string): string[] {
  let { from } = quarterOf(today)
  return Array.from({ length: 8 }, () => {
    const before = quarterOf(Temporal.PlainDate.from(from).subtract({ days: 1 }).toString())
    from = periodOf(before.name).from
    return before.name
  })
}

say(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}`)
await onOwnGround(async (config) => {
  await seeded(config)
  const token = await coordinatorsToken(config, masterKey)
  await whileServing(config, () => measure(config.PORT, token))
})
