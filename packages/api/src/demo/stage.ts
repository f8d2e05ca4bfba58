import { setTimeout as delay } from 'node:timers/promises'
import { acceptInvitation } from '@alongside/shared/sessions/contract'
import type { Logger } from 'pino'
import { buildApp } from '../app.ts'
import type { Config } from '../config.ts'
import { keysAtHand, needVault } from '../db/key-check.ts'
import { openPool } from '../db/pool.ts'
import { type DatabaseRole, loginUrl } from '../db/roles.ts'
import { steady } from '../db/standing.ts'
import { newId } from '../ids.ts'
import { type Caller, callerAs } from '../in-process.ts'
import { relayOutbox } from '../jobs/relay.ts'
import { openSignals } from '../live/signals.ts'
import { kindOf } from '../log.ts'
import { catchMail } from '../notices/mailer.ts'
import type { Services } from '../services.ts'
import { markProved, openSession, recordSessionEvent } from '../sessions/queries.ts'
import { Tallies } from '../tallies.ts'
import { openOutbound } from '../webhooks/outbound.ts'
import { demoPassword } from './cast.ts'
import { expectOk } from './found.ts'

/** Minutes after which somebody signs in again; a session ends after thirty without a refresh. */
const sessionMinutes = 25

/**
 * Milliseconds for which the story waits for a connection: nobody else is there who would be served sooner. On a busy computer eighteen
 * people who read their notices at once waited for longer than a request may, and the start ended there.
 */
const patience = 120_000

/** The real API on the diary's clock, without a port: nobody else calls it, and its mails go nowhere. */
export async function openStage(config: Config, log: Logger, clock: () => string) {
  const url = (role: DatabaseRole) => loginUrl(config.DATABASE_URL, config.ROLE_SECRET, role)
  const quiet = log.child({}, { level: 'warn' })
  const lost = (error: Error) => quiet.warn({ code: kindOf(error) }, 'database connection lost')
  const pool = (role: DatabaseRole, size: number) => openPool(hurried(url(role)), size, lost, { patience })
  const mailer = catchMail(clock)
  const pools = {
    app: pool('alongside_app', 2),
    jobs: pool('alongside_jobs', 1),
    identity: pool('alongside_identity', 1),
  }
  const services: Services = {
    config: { ...config, SMTP_URL: '', JOBS: false },
    log: quiet,
    pools,
    standing: steady,
    signals: openSignals(url('alongside_app'), lost),
    tallies: new Tallies(),
    vault: await needVault(pools.app, keysAtHand(config)),
    keys: null,
    mailer,
    outbound: openOutbound(config),
    clock,
    nudge: () => undefined,
    postMail: (_tx, mail) => mailer.send(mail),
  }
  const app = await buildApp(services, quiet)
  const { identity } = services.pools

  /** Somebody who is there whenever called. After the first time without the password: argon2 every morning of two years would take minutes. */
  function presence(email: string): Caller {
    let held: { caller: Caller; until: number } | undefined
    return async (contract, call) => {
      const now = Date.parse(clock())
      if (!held || now >= held.until)
        held = { caller: await openDoor(email), until: now + sessionMinutes * 60_000 }
      const { caller } = held
      return patiently(() => caller(contract, call))
    }
  }

  /** As if she typed her password whenever she is asked for it. */
  async function openDoor(email: string): Promise<Caller> {
    const { rows } = await identity.query<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email])
    const opened = rows[0] && (await openSession(identity, rows[0].id, clock()))
    if (!opened) throw new Error(`${email} has no place to act in`)
    const leaves = new Date(Date.parse(clock()) + sessionMinutes * 60_000).toISOString()
    await markProved(identity, opened.actor.sessionId, leaves)
    await recordSessionEvent(
      identity,
      'session.opened',
      opened.actor,
      { id: newId(), ip: '127.0.0.1' },
      clock(),
    )
    return callerAs(app, opened.actor)
  }

  /** Follows the link of the invitation and chooses the demo's password. */
  async function join(email: string): Promise<Caller> {
    await relayOutbox(services)
    const invitation = mailer.caught().find(({ to, text }) => to === email && text.includes('/invitation#'))
    const token = invitation?.text.match(/\/invitation#([\w-]+)/)?.[1]
    if (!token) throw new Error(`${email} was not invited`)
    expectOk(
      await patiently(() =>
        callerAs(app, null)(acceptInvitation, { body: { token, password: demoPassword } }),
      ),
    )
    return presence(email)
  }

  async function close() {
    await app.close()
    await Promise.all(Object.values(services.pools).map((open) => open.end()))
  }
  return { app, services, presence, join, close }
}
/** A computer that has more to do answers 503 for a moment, having done nothing: ask again, as any caller would. */
async function patiently<T extends { status: number }>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const answer = await ask()
    if (answer.status !== 503 || tries === 20) return answer
    await delay(500)
  }
}

/**
 * Commits do not wait for the disk: the last one, which says that the demo is whole, does. A plan is made once: each
 * connection lives for a minute, and would make it six times over before it keeps one.
 */
function hurried(url: string): string {
  const address = new URL(url)
  address.searchParams.set('options', '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan')
  return address.href
}
