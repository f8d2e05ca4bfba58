import { afterAll, inject } from 'vitest'
import { buildApp } from '../src/app.ts'
import { type Config, withDefaults } from '../src/config.ts'
import { keysAtHand, needVault } from '../src/db/key-check.ts'
import { KeysApart } from '../src/db/keys-apart.ts'
import { openPool } from '../src/db/pool.ts'
import { lookAtKeys, steady } from '../src/db/standing.ts'
import { type AgencyName, eastmarsh, emailOf, type PersonName, people, westvale } from '../src/demo/cast.ts'
import { foundEastmarsh, foundWestvale } from '../src/demo/found.ts'
import type { Actor } from '../src/http/actor.ts'
import { type Caller, callerAs } from '../src/in-process.ts'
import { openQueue, postMail, runDueWork } from '../src/jobs/queue.ts'
import { openSignals } from '../src/live/signals.ts'
import { openLog } from '../src/log.ts'
import { catchMail, type Mail } from '../src/notices/mailer.ts'
import type { Services } from '../src/services.ts'
import { ensurePlatformAdministrator } from '../src/sessions/administrator.ts'
import { openSession } from '../src/sessions/queries.ts'
import { Tallies } from '../src/tallies.ts'
import { deliverWebhooks } from '../src/webhooks/deliver.ts'
import { openOutbound } from '../src/webhooks/outbound.ts'
import {
  createKeysDatabase,
  createTestDatabase,
  type KeysDatabase,
  type TestDatabase,
  testMasterKey,
  testRoleSecret,
} from './database.ts'
import { takeOffers } from './offers.ts'
import { query } from './query.ts'

const platform = { email: 'platform@alongside.example', name: 'Platform', password: null }

/** A clock that stands until it is set. Instants, RFC 3339; any offset is read. */
function stoppedClock(at: string) {
  let now = new Date(at).toISOString()
  return {
    now: () => now,
    set: (instant: string) => {
      now = new Date(instant).toISOString()
    },
  }
}

/**
 * A real API on a real database of its own, without a partnership yet. Its clock stands at `now`.
 * `rows` looks (and arranges what no command can) as the tables' owner.
 */
export async function openWorld(now: string, settings: Partial<Config> = {}, layout: Layout = usual()) {
  const database = await createTestDatabase()
  const world = await worldOn(database, await keysFor(database, layout), now, settings)
  afterAll(world.end)
  return world
}
export type World = Awaited<ReturnType<typeof openWorld>>

/** Where the keys of its cases are kept. */
type Layout = 'beside' | 'apart'
const usual = (): Layout => (inject('keysApart') ? 'apart' : 'beside')

/** A pair of the two, as `migrate` makes one. */
async function keysFor(database: TestDatabase, layout: Layout): Promise<KeysDatabase | null> {
  if (layout === 'beside') return null
  const keys = await createKeysDatabase()
  const pair = crypto.randomUUID()
  await query(keys.ownerUrl, `INSERT INTO keys.pair (pair) VALUES ('${pair}')`)
  await query(database.ownerUrl, `UPDATE deployment.case_keys SET (pair, since) = ('${pair}', now())`)
  return keys
}

async function worldOn(
  database: TestDatabase,
  keysDatabase: KeysDatabase | null,
  now: string,
  settings: Partial<Config>,
) {
  const clock = stoppedClock(now)
  const ignore = () => undefined
  const lines: string[] = []
  const log = openLog('info', { write: (line) => void lines.push(line) })
  let opened: ReturnType<typeof openQueue> | undefined
  const queue = () => (opened ??= openQueue(database.jobsUrl, false, log))
  const config = withDefaults({
    DATABASE_URL: database.ownerUrl,
    MASTER_KEY: testMasterKey.toString('base64'),
    ROLE_SECRET: testRoleSecret,
    REQUESTS_PER_MINUTE: 1_000_000,
    OVERLOAD_MS: 0,
    ...settings,
  })
  const keys = keysDatabase && new KeysApart(openPool(keysDatabase.loginUrl, 2, ignore))
  const pools = {
    app: openPool(database.appUrl, 4, ignore, { plansOnce: true, keys }),
    jobs: openPool(database.jobsUrl, 3, ignore),
    identity: openPool(database.identityUrl, 2, ignore),
  }
  const services: Services & { mailer: ReturnType<typeof catchMail> } = {
    config,
    log,
    pools,
    signals: openSignals(database.appUrl, ignore),
    tallies: new Tallies(),
    vault: await needVault(pools.app, keysAtHand(config)),
    keys,
    // All of them: a test that counts what came to somebody counts those before it too.
    mailer: catchMail(clock.now, Infinity),
    standing: steady,
    clock: clock.now,
    nudge: ignore,
    // No name is asked for: what a test sends stays on loopback.
    outbound: openOutbound(config, { resolve: async () => [] }),
    postMail: async (tx, mail) => postMail(await queue().started(), tx, mail),
  }
  if (keys) services.vault.keepsApart(keys)
  await lookAtKeys(pools.app, services.vault, keys)
  const app = await buildApp(services, log)
  const owner = openPool(database.ownerUrl, 2, ignore)
  const rows = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await owner.query<T>(text, values)).rows

  const actors = new Map<string, Actor>()
  /** Signs in without a password; with 24 ms of argon2 for each, no suite would be quick. sessions/*.test.ts use the real door. */
  async function signIn(email: string) {
    await takeOffers(rows, email, clock.now())
    const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email])
    const session = account && (await openSession(services.pools.identity, account.id, clock.now()))
    if (!session) throw new Error(`${email} cannot sign in`)
    // Sessions, and who has proved to hold them, outlast the jumps of the clock: what ends them is tested where it belongs.
    await rows(
      `UPDATE sessions SET (idle_until, absolute_until, stepped_up_until) = ('2100-01-01Z', '2100-01-01Z', '2100-01-01Z') WHERE id = $1`,
      [session.actor.sessionId],
    )
    actors.set(email, session.actor)
    return callerAs(app, session.actor)
  }

  /** What the job queue would do by now: clocks, outbox, webhooks, mails, seals. */
  async function runJobs() {
    await runDueWork(services)
    await deliverWebhooks(services)
    const boss = await queue().started()
    for (;;) {
      const mails = await boss.fetch<Mail>('mail', { batchSize: 100 })
      if (!mails.length) return
      for (const { id, data } of mails) {
        await services.mailer.send(data)
        await boss.complete('mail', id)
      }
    }
  }

  /** Ends all but the database. */
  async function close() {
    await app.close()
    await opened?.stop()
    await services.signals.close()
    await Promise.all(
      [...Object.values(services.pools), owner, ...(keys ? [keys.pool] : [])].map((pool) => pool.end()),
    )
  }
  async function end() {
    await close()
    await Promise.all([database.drop(), keysDatabase?.drop()])
  }
  const administrator = async () => {
    await ensurePlatformAdministrator(database.ownerUrl, platform, clock.now())
    return signIn(platform.email)
  }
  return {
    app,
    services,
    clock,
    database,
    keysDatabase,
    rows,
    owner,
    signIn,
    administrator,
    runJobs,
    queue,
    log: lines,
    anyone: callerAs(app, null),
    /** Who has signed in, by address. */
    actors,
    close,
    end,
  }
}

/** A database in which both partnerships of the demo are founded and signed, to be copied, and who signed in there. */
interface Founded {
  template: string
  /** Of its keys; null: they lie beside its cases. */
  keysTemplate: string | null
  actors: Map<string, Actor>
  partnershipId: string
  agencies: Record<AgencyName, string>
}
/** By the moment at which they were founded, and where their keys are. */
const foundings = new Map<string, Promise<Founded>>()

/** By the real commands, once for all of a worker's files that begin at that moment. */
async function found(now: string, layout: Layout): Promise<Founded> {
  const database = await createTestDatabase()
  const world = await worldOn(database, await keysFor(database, layout), now, {})
  const administrator = await world.administrator()
  const { partnershipId, agencies } = await foundEastmarsh(administrator, world.signIn)
  await foundWestvale(administrator, world.signIn)
  await world.close()
  const keysTemplate = world.keysDatabase?.name ?? null
  return { template: database.name, keysTemplate, actors: world.actors, partnershipId, agencies }
}

/** The world with both partnerships of the demo founded and signed. */
export async function openEastmarsh(now: string, settings: Partial<Config> = {}, layout: Layout = usual()) {
  const which = `${now} ${layout}`
  const founding = foundings.get(which) ?? found(now, layout)
  foundings.set(which, founding)
  const { template, keysTemplate, actors, partnershipId, agencies } = await founding
  const keys = keysTemplate ? await createKeysDatabase(keysTemplate) : null
  const world = await worldOn(await createTestDatabase(template), keys, now, settings)
  afterAll(world.end)
  const caller = (email: string) => {
    const actor = actors.get(email)
    if (!actor) throw new Error(`${email} did not sign in as it was founded`)
    return callerAs(world.app, actor)
  }
  const named = Object.keys(people).map((name) => [name, caller(emailOf(name as PersonName))])
  const as = Object.fromEntries([['coordinator', caller(eastmarsh.coordinator.email)], ...named])
  return {
    ...world,
    administrator: caller(platform.email),
    partnershipId,
    agencies,
    as: as as Record<PersonName, Caller>,
    elsewhere: caller(westvale.coordinator.email),
  }
}
export type Eastmarsh = Awaited<ReturnType<typeof openEastmarsh>>
