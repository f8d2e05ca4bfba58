// The floor: one Node process with nothing but `pg`, running the API's own statements for the same rows, as their owner.
import { hash } from 'node:crypto'
import type { QueryConfig } from 'pg'
import { buildApp } from '../src/app.ts'
import type { Config } from '../src/config.ts'
import { vaultAt } from '../src/db/key-check.ts'
import { openPool } from '../src/db/pool.ts'
import { loginUrl } from '../src/db/roles.ts'
import { steady } from '../src/db/standing.ts'
import type { Actor } from '../src/http/actor.ts'
import { openSignals } from '../src/live/signals.ts'
import { openLog } from '../src/log.ts'
import { noMail } from '../src/notices/mailer.ts'
import type { Services } from '../src/services.ts'
import { Tallies } from '../src/tallies.ts'
import { openOutbound } from '../src/webhooks/outbound.ts'
import { listen } from './listen.ts'
import { type Asked, hammer, type Outcome } from './load.ts'
import { plain, type Statement } from './plain.ts'

export type Order =
  | { do: 'learn'; config: Config; requests: Asked[]; actors: Actor[]; once: boolean }
  | { do: 'run'; loops: number; seconds: number }
export type Report = { learnt: number } | { outcome: Outcome }

/** Groups of statements: those of a group travel together. */
type Script = QueryConfig[][]

let scripts: Script[] = []
let once = false
let pool: ReturnType<typeof openPool> | undefined

process.on('message', (order: Order) => void obey(order))

async function obey(order: Order) {
  if (order.do === 'learn') {
    pool ??= openPool(order.config.DATABASE_OWNER_URL, order.config.DATABASE_POOL, complain, {
      plansOnce: true,
    })
    scripts = await learn(order.config, order.requests, order.actors)
    once = order.once
    process.send?.({ learnt: scripts.length } satisfies Report)
  } else {
    let next = 0
    const outcome = await hammer(order.loops, order.seconds, async () => {
      const script = scripts[once ? next++ : next++ % scripts.length]
      if (!script) return false
      await perform(script)
      return true
    })
    process.send?.({ outcome } satisfies Report)
  }
}

async function perform(script: Script) {
  const client = await (pool as NonNullable<typeof pool>).connect()
  try {
    for (const group of script) await Promise.all(group.map((statement) => client.query(statement)))
  } finally {
    client.release()
  }
}

/** Asks the API inside this process and listens to what it says to Postgres; whatever it wrote is rolled back. */
async function learn(config: Config, requests: Asked[], actors: Actor[]): Promise<Script[]> {
  const masterKey = Buffer.from(config.MASTER_KEY, 'base64')
  const appUrl = loginUrl(config.DATABASE_URL, config.ROLE_SECRET, 'alongside_app')
  const appPool = openPool(appUrl, 1, complain)
  const clock = () => new Date().toISOString()
  const services: Services = {
    config: { ...config, OVERLOAD_MS: 0 },
    pools: { app: appPool, jobs: appPool, identity: appPool },
    signals: openSignals(appUrl, complain),
    tallies: new Tallies(),
    vault: await vaultAt(config.DATABASE_OWNER_URL, [masterKey]),
    keys: null,
    standing: steady,
    mailer: noMail,
    clock,
    log: openLog('silent'),
    outbound: openOutbound(config),
    postMail: async () => undefined,
    nudge: () => undefined,
  }
  const ears = listen({ rollBack: true })
  const app = await buildApp(services, openLog('silent'))
  const learnt: Script[] = []
  for (const [index, { method, path, token, ifMatch, body = '{}', changes }] of requests.entries()) {
    const { partnershipId, agencyId, accountId, role } = actors[index] as Actor
    const { statusCode } = await app.inject({
      method,
      url: path,
      headers: { authorization: `Bearer ${token}`, ...(ifMatch && { 'if-match': ifMatch }) },
      ...(method === 'POST' && { payload: JSON.parse(body) as object }),
    })
    const { groups } = ears.heard()
    // A change that was heard and rolled back is answered as a fault; what it said is complete all the same.
    if (!groups.flat().some(({ name }) => name === 'COMMIT')) throw new Error(`${path}: ${statusCode}`)
    const asker = {
      partnershipId: partnershipId ?? '',
      agencyId: agencyId ?? '',
      accountId,
      now: clock(),
      coordinates: role === 'coordinator',
    }
    const script = groups
      .map((group) =>
        plain(group, asker)
          .filter(({ name }) => changes || !(isFrame(name) || name === 'record-change'))
          .map(asQuery),
      )
      .filter((group) => group.length)
    learnt.push(script)
  }
  await app.close()
  await appPool.end()
  ears.stop()
  return learnt
}

const isFrame = (name: string) => name === 'BEGIN' || name === 'COMMIT'
const asQuery = ({ name, text, values }: Statement): QueryConfig =>
  isFrame(name) ? { text } : { name: hash('md5', text), text, values }

function complain(error: Error) {
  process.stderr.write(`${error.message}\n`)
}
