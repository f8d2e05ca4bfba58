import { waitingDeliveryStates } from '@alongside/shared/webhooks/rules'
import type { deliveryStates } from '@alongside/shared/webhooks/values'
import type { Client } from 'pg'
import { Advice } from '../advice.ts'
import { modeOf } from '../db/mode.ts'

/**
 * Ends every session, and says in the database itself that nothing here is live until somebody says otherwise. `people`: the addresses of
 * those who may sign in to it, and nobody else.
 */
export async function beginDrill(owner: Client, copiedAt: string, people: readonly string[]): Promise<void> {
  await inOne(owner, async () => {
    await owner.query('UPDATE sessions SET ended_at = now() WHERE ended_at IS NULL')
    await owner.query(`UPDATE deployment.mode SET (mode, copied_at, since) = ('drill', $1, now())`, [
      copiedAt,
    ])
    await namePeople(owner, people)
  })
}

/** Who may sign in to a copy, in place of whoever might before. Whoever is signed in stays. */
export async function namePeople(owner: Client, people: readonly string[]): Promise<void> {
  // A copy of a build that named nobody.
  await owner.query(
    `ALTER TABLE deployment.mode ADD COLUMN IF NOT EXISTS people text[] NOT NULL DEFAULT '{}'`,
  )
  await owner.query('UPDATE deployment.mode SET people = $1', [people.map((email) => email.toLowerCase())])
}

/** As the job queue calls what it has not done yet. */
const queued = ['created', 'retry', 'active']
const dropped: (typeof deliveryStates)[number] = 'given_up'

/** What becomes of what waited to be sent as the copy was taken. */
export interface Waiting {
  mail: 'send' | 'drop' | null
  webhooks: 'send' | 'drop' | null
}

/**
 * Makes a copy live. `name`: the database's, typed by somebody who means this one.
 *
 * @throws Advice where it is live already, is another one, or nobody said what is to become of what waits
 */
export async function promote(owner: Client, name: string, waiting: Waiting): Promise<string[]> {
  const mode = await modeOf(owner)
  if (mode.drill === null) throw new Advice('This database is live already. Nothing was done.')
  if (name !== owner.database)
    throw new Advice(
      `This database is called ${owner.database}. Nothing was done: type promote ${owner.database}`,
    )
  const { rows } = await owner.query<Record<keyof Waiting, number>>(
    `SELECT (SELECT count(*)::int FROM pgboss.job WHERE name = 'mail' AND state::text = ANY ($1))
          + (SELECT count(*)::int FROM account_letters) AS mail,
        (SELECT count(*)::int FROM webhook_deliveries WHERE state = ANY ($2)) AS webhooks`,
    [queued, waitingDeliveryStates],
  )
  const counts = rows[0] ?? { mail: 0, webhooks: 0 }
  const unsaid = (['mail', 'webhooks'] as const).filter((kind) => counts[kind] > 0 && !waiting[kind])
  if (unsaid.length > 0)
    throw new Advice(
      [
        'Some things waited to be sent as this copy was taken, and may have been sent since. Nothing was done: say for each whether it is to be sent.',
        ...unsaid.map((kind) => `- ${counts[kind]} in ${kind}: --${kind} send, or --${kind} drop`),
      ].join('\n'),
    )
  await inOne(owner, async () => {
    if (waiting.mail === 'drop') {
      await owner.query(`DELETE FROM pgboss.job WHERE name = 'mail' AND state::text = ANY ($1)`, [queued])
      await owner.query('DELETE FROM account_letters')
    }
    if (waiting.webhooks === 'drop')
      await owner.query(
        'UPDATE webhook_deliveries SET (state, next_at) = ($1, NULL) WHERE state = ANY ($2)',
        [dropped, waitingDeliveryStates],
      )
    await owner.query(`UPDATE deployment.mode SET (mode, since) = ('live', now())`)
  })
  return (['mail', 'webhooks'] as const).map(
    (kind) => `${kind}: ${counts[kind]} ${waiting[kind] === 'drop' ? 'dropped' : 'to be sent'}`,
  )
}

/** One transaction of that connection. */
export async function inOne<T>(owner: Client, work: () => Promise<T>): Promise<T> {
  await owner.query('BEGIN')
  try {
    const done = await work()
    await owner.query('COMMIT')
    return done
  } catch (error) {
    await owner.query('ROLLBACK')
    throw error
  }
}
