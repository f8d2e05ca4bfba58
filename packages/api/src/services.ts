import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { KeysApart } from './db/keys-apart.ts'
import type { Tx } from './db/pool.ts'
import type { Standing } from './db/standing.ts'
import type { Signals } from './live/signals.ts'
import type { Mail, Mailer } from './notices/mailer.ts'
import type { Tallies } from './tallies.ts'
import type { Vault } from './vault.ts'
import type { Outbound } from './webhooks/outbound.ts'

/** What the house is built upon; made once in main.ts, and in tests with a clock that stands still. */
export interface Services {
  config: Config
  /** For what goes on behind the requests; a request has its own. */
  log: Logger
  pools: { app: Pool; jobs: Pool; identity: Pool }
  /** Whether this build may serve the database, and whether that is a copy in which nothing is live. */
  standing: Standing
  /** Hears which meetings to look at again. */
  signals: Signals
  vault: Vault
  /** Where the keys of cases are kept, if not beside them. */
  keys: KeysApart | null
  /** What this process counts for whoever watches it. */
  tallies: Tallies
  mailer: Mailer
  /** Queues a mail in the transaction that occasions it. */
  postMail: (tx: Tx, mail: Mail) => Promise<void>
  /** To addresses that agencies chose. */
  outbound: Outbound
  /** Now, RFC 3339 in UTC. The only clock that the domain knows. */
  clock: () => string
  /** Says that events wait in the outbox, or deliveries to be sent; relay and senders also look by themselves. */
  nudge: () => void
}

declare module 'fastify' {
  interface FastifyInstance {
    services: Services
  }
}
