import type { Pool } from 'pg'
import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import { carryLetters } from '../accounts/letters.ts'
import { chainKeyOf } from '../audit/chain.ts'
import { handOutHeads } from '../audit/heads.ts'
import { noticeUnusual } from '../audit/notice-unusual.ts'
import { sealAudit } from '../audit/sealer.ts'
import { openPool, type Tx } from '../db/pool.ts'
import { makeKits } from '../documents/kit.ts'
import { keptDays } from '../http/idempotency.ts'
import { kindOf } from '../log.ts'
import type { Mail } from '../notices/mailer.ts'
import { tellGivenUp } from '../partnerships/undelivered.ts'
import type { Services } from '../services.ts'
import { deliverWebhooks } from '../webhooks/deliver.ts'
import { runClocks } from './clocks.ts'
import { doEach, type Part } from './each.ts'
import { forgetOld } from './forget.ts'
import { relayOutbox } from './relay.ts'
import { sweepKeys } from './sweep-keys.ts'

/** What is done in a copy has no consequences outside. */
class NotLive extends Error {}

/** Milliseconds between looks at what webhooks are due: each failed one is tried again after five seconds first. */
const deliveryBeat = 5_000

/** What falls due, once a minute on one replica, whichever has it; each part is safe to run again, and waits for none to succeed. */
function dueParts(services: Services): Part[] {
  const { pools, clock } = services
  const relay = { part: 'relay', work: () => relayOutbox(services) }
  return [
    relay,
    { part: 'letters', work: () => carryLetters(services) },
    { part: 'clocks', work: () => runClocks(services) },
    relay,
    { part: 'idempotency keys', work: () => forgetKeys(pools.jobs, clock()) },
  ]
}

/** On a minute of its own: however much waits to be carried, what was read is sealed. */
const seals = ({ pools, vault, clock }: Services): Part => ({
  part: 'seals',
  work: () => sealAudit(pools.jobs, chainKeyOf(vault), clock),
})

const forgets = ({ pools, keys, clock }: Services): Part[] => [
  { part: 'what is kept no longer', work: () => forgetOld(pools.jobs, clock()) },
  ...(keys ? [{ part: 'keys of nothing', work: () => sweepKeys(pools.jobs, keys, clock()) }] : []),
]

/** Of a copy not even the record is sealed: its chain ends where the copy does. */
async function doWhereLive(services: Services, parts: Part[]): Promise<void> {
  if (await services.standing.isLive()) await doEach(services.log, parts)
}

/** All of it at once, and what it left on record sealed. */
export const runDueWork = (services: Services): Promise<void> =>
  doWhereLive(services, [...dueParts(services), seals(services)])

const forgetKeys = (jobs: Pool, now: string) =>
  jobs.query('DELETE FROM idempotency_keys WHERE created_at < $1', [
    new Date(Date.parse(now) - keptDays * 86_400_000).toISOString(),
  ])

/** Puts a mail on the queue in the transaction that occasioned it: it goes out if that is committed, and is tried again until it went. */
export async function postMail(boss: PgBoss, tx: Tx, mail: Mail): Promise<void> {
  const inTransaction = { executeSql: (text: string, values?: unknown[]) => tx.$client.query(text, values) }
  await boss.send('mail', mail, { db: inTransaction })
}

/** Each by itself: one that the relay does not take is tried again, and the others are not sent twice. */
export async function sendMails(services: Services, jobs: JobWithMetadata<Mail>[]): Promise<JobResult[]> {
  // Of a copy that was put in the place of what this replica served: they wait, and are tried again.
  if (!(await services.standing.isLive())) throw new NotLive()
  const results: JobResult[] = []
  for (const { id, data, retryCount, retryLimit } of jobs)
    try {
      await services.mailer.send(data)
      results.push({ id, status: 'completed' })
    } catch (error) {
      const givenUp = retryCount >= retryLimit
      services.log[givenUp ? 'error' : 'warn'](
        { job: id, code: kindOf(error) },
        givenUp ? 'mail given up' : 'mail put off',
      )
      if (givenUp)
        await tellGivenUp(services, data).catch((failure: unknown) =>
          services.log.error({ job: id, code: kindOf(failure) }, 'told nobody of it'),
        )
      results.push({ id, status: 'failed', output: { code: kindOf(error) } })
    }
  return results
}

/** The job queue on the jobs' login. `consume: false`: this replica only posts. */
export function openQueue(jobsUrl: string, consume: boolean, log: Logger) {
  const complain = (error: Error) => log.warn({ code: kindOf(error) }, 'queue')
  // A pool of ours rather than the library's own, which does not hear a connection that is cut while it works, and ends
  // the process with it.
  const pool = openPool(jobsUrl, 2, complain)
  let opened: Promise<PgBoss> | undefined
  /** Loaded with the first mail, or once this replica works: not while somebody waits for it to be ready. */
  const started = () => (opened ??= startQueue())
  async function startQueue(): Promise<PgBoss> {
    try {
      const { PgBoss } = await import('pg-boss')
      const boss = new PgBoss({
        db: { executeSql: (text, values) => pool.query(text, values) },
        migrate: false,
        createSchema: false,
        supervise: consume,
        schedule: consume,
      })
      boss.on('error', complain)
      return await boss.start()
    } catch (error) {
      opened = undefined // the next one tries again
      throw error
    }
  }

  let beat: NodeJS.Timeout | undefined
  async function work(services: Services): Promise<void> {
    // On every replica, and not waited for: a receiver that is slow holds up nothing else.
    const boss = await started()
    beat = setInterval(() => void deliverWebhooks(services).catch(complain), deliveryBeat).unref()
    const mails = {
      batchSize: 20,
      pollingIntervalSeconds: 1,
      includeMetadata: true,
      perJobResults: true,
    } as const
    await boss.work<Mail, void, typeof mails>('mail', mails, (jobs) => sendMails(services, jobs))
    await boss.schedule('work', '* * * * *')
    await boss.schedule('seal', '* * * * *')
    // By night, as UTC has it.
    await boss.schedule('forget', '17 3 * * *')
    await boss.work('forget', { pollingIntervalSeconds: 30 }, () => doWhereLive(services, forgets(services)))
    await boss.work('seal', { pollingIntervalSeconds: 2 }, () => doWhereLive(services, [seals(services)]))
    await boss.work('work', { pollingIntervalSeconds: 2 }, () =>
      doWhereLive(services, [
        ...dueParts(services),
        { part: 'unusual reading', work: () => noticeUnusual(services) },
        { part: 'heads', work: () => handOutHeads(services) },
        { part: 'downtime kits', work: () => makeKits(services) },
      ]),
    )
  }
  async function stop() {
    clearInterval(beat)
    await (await opened)?.stop({ graceful: true, timeout: 5_000 })
    await pool.end()
  }
  return { started, work, stop }
}
