import closeWithGrace from 'close-with-grace'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { carryLetters } from './accounts/letters.ts'
import { buildApp } from './app.ts'
import type { Config } from './config.ts'
import { databaseClock } from './db/clock.ts'
import { keysAtHand, needVault } from './db/key-check.ts'
import { KeysApart } from './db/keys-apart.ts'
import { openPool } from './db/pool.ts'
import { type DatabaseRole, keysRole, loginUrl } from './db/roles.ts'
import { lookAtKeys, openStanding, type Standing, steady } from './db/standing.ts'
import { stopServing } from './http/stopping.ts'
import { openQueue, postMail, runDueWork } from './jobs/queue.ts'
import { relayOutbox } from './jobs/relay.ts'
import { openSignals } from './live/signals.ts'
import { kindOf } from './log.ts'
import { type Mailer, mailBySmtp, noMail } from './notices/mailer.ts'
import type { Services } from './services.ts'
import { directUrl } from './settings.ts'
import { Tallies } from './tallies.ts'
import { deliverWebhooks } from './webhooks/deliver.ts'
import { openOutbound } from './webhooks/outbound.ts'

/** Milliseconds that events may gather before the relay looks. */
const nudgeDelay = 150
/** Milliseconds between its looks where other replicas, of which it hears nothing, write them. */
const beat = 1_000

/** Connections of one replica to the database of keys, at most: what is asked of it is one statement by a primary key. */
const keysPool = 4

/** Milliseconds for all that stopping takes once it has drained; then the process ends whatever is left. */
const longestStop = 20_000

/** What is not as the settings say: the demo catches its mails. */
interface Given {
  mailer?: Mailer
  standing?: Standing
}

const mailerOf = ({ MAIL, SMTP_URL, MAIL_FROM }: Config): Mailer =>
  MAIL === 'off' ? noMail : mailBySmtp(SMTP_URL, MAIL_FROM)

/** Opens all that the house stands on. `clock` is the wall's, or one that the demo moves through two years. */
export async function openServices(
  config: Config,
  log: Logger,
  clock: () => string,
  { mailer = mailerOf(config), standing = steady }: Given = {},
) {
  const lost = (error: Error) => log.warn({ code: kindOf(error) }, 'database connection lost')
  const url = (role: DatabaseRole) => loginUrl(config.DATABASE_URL, config.ROLE_SECRET, role)
  const direct = (role: DatabaseRole) => loginUrl(directUrl(config), config.ROLE_SECRET, role)
  const keysUrl = config.KEYS_DATABASE_URL && loginUrl(config.KEYS_DATABASE_URL, config.ROLE_SECRET, keysRole)
  const keys = keysUrl ? new KeysApart(openPool(keysUrl, keysPool, lost)) : null
  const pools = {
    app: openPool(url('alongside_app'), config.DATABASE_POOL, lost, { plansOnce: true, keys }),
    jobs: openPool(url('alongside_jobs'), 3, lost),
    identity: openPool(url('alongside_identity'), 4, lost),
  }
  const vault = await needVault(pools.app, keysAtHand(config))
  if (keys) vault.keepsApart(keys)
  await lookAtKeys(pools.app, vault, keys)
  vault.unreadable.tellTo((record) => log.error(record, 'record unreadable'))
  const queue = openQueue(direct('alongside_jobs'), config.JOBS !== false, log)
  let waiting: NodeJS.Timeout | undefined
  let relaying = false
  let again = false
  const services: Services = {
    config,
    log,
    pools,
    signals: openSignals(direct('alongside_app'), lost),
    vault,
    keys,
    tallies: new Tallies(),
    standing,
    mailer,
    outbound: openOutbound(config),
    clock,
    postMail: async (tx, mail) => postMail(await queue.started(), tx, mail),
    nudge: () => {
      if (!config.JOBS) return
      waiting ??= setTimeout(() => {
        waiting = undefined
        carry().catch((error: Error) => log.warn({ code: kindOf(error) }, 'relay put off'))
      }, nudgeDelay).unref()
    },
  }
  /** One at a time: others would hold the jobs' connections and wait for it. What occurs meanwhile is looked for once more. */
  async function carry(): Promise<void> {
    if (relaying) {
      again = true
      return
    }
    relaying = true
    try {
      await relayOutbox(services)
      await carryLetters(services)
    } finally {
      relaying = false
      if (again) services.nudge()
      again = false
    }
    await deliverWebhooks(services)
  }
  async function close() {
    clearTimeout(waiting)
    await queue.stop()
    await services.signals.close()
    await Promise.all([...Object.values(pools), ...(keys ? [keys.pool] : [])].map((pool) => pool.end()))
  }
  return { services, queue, close, runDueWork: () => runDueWork(services) }
}

/**
 * Serves by the database's clock until a signal says stop: then it drains, running requests finish, connections close. `clock` is this machine's.
 */
export async function serve(
  config: Config,
  log: Logger,
  clock: () => string,
  { mailer, alsoClose = async () => undefined }: { mailer?: Mailer; alsoClose?: () => Promise<void> } = {},
): Promise<FastifyInstance> {
  const { now, offMs, follow } = databaseClock(clock, log)
  const { standing, look, follow: followStanding } = openStanding(log, offMs)
  const { services, queue, close } = await openServices(config, log, now, {
    standing,
    ...(mailer && { mailer }),
  })
  let working = false
  let beating: NodeJS.Timeout | undefined
  /** Of a copy nothing runs by itself; once it is promoted, it does. */
  async function work(): Promise<void> {
    if (!config.JOBS || working || standing.mode().drill) return
    working = true
    await queue.work(services)
    if (config.JOBS === 'only') beating = setInterval(services.nudge, beat)
  }
  const stopFollowing = [await follow(services.pools.app)]
  await look(services.pools.app, services)
  const app = await buildApp(services, log)
  const logger = { error: (message: unknown) => log.error(String(message)) }
  // Heard before anybody can ask: a signal that comes while the jobs begin drains as well.
  closeWithGrace({ delay: config.DRAIN_MS + longestStop, logger }, async ({ err }) => {
    clearInterval(beating)
    // What met an error that nobody heard goes at once.
    await stopServing(app, err ? 0 : config.DRAIN_MS)
    for (const stop of stopFollowing) stop()
    await close()
    await alsoClose()
  })
  if (config.JOBS === 'only') await app.ready()
  else await app.listen({ host: config.HOST, port: config.PORT })
  stopFollowing.push(await followStanding(services.pools.app, services, work))
  return app
}
