import './types.ts'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, type PoolClient, type QueryConfig } from 'pg'

/** A transaction: Drizzle for plain statements, `$client` for prepared ones. */
export type Tx = NodePgDatabase & { $client: PoolClient }

/**
 * `pipeline`: statements that are sent without waiting for each other share a round trip.
 * `onError` hears of connections that the database dropped while idle or in mid-transaction; unheard, they end the process.
 */
export function openPool(url: string, max: number, onError: (error: Error) => void): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    pipeline: true,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return pool
}

const wrapped = new WeakMap<PoolClient, Tx>()
function txOn(client: PoolClient): Tx {
  let tx = wrapped.get(client)
  if (!tx) wrapped.set(client, (tx = drizzle({ client }) as Tx))
  return tx
}

/** COMMIT was answered with ROLLBACK: an error was swallowed inside the transaction, and nothing was saved. */
export class RolledBack extends Error {}

/**
 * Runs `work` in one transaction, after the statement `enter` (which sets the actor's context, or refuses).
 * BEGIN, `enter` and the first statements of `work` travel together; when `enter` fails, its error is the one thrown.
 */
export async function withTransaction<T>(
  pool: Pool,
  enter: QueryConfig | null,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const began = client.query('BEGIN')
    const entered = enter ? client.query(enter) : began
    const worked = work(txOn(client))
    const [beginning, entering, working] = await Promise.allSettled([began, entered, worked])
    for (const step of [beginning, entering, working]) if (step.status === 'rejected') throw step.reason
    const { command } = await client.query('COMMIT')
    if (command !== 'COMMIT') throw new RolledBack()
    return (working as PromiseFulfilledResult<T>).value
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
