import type { Writable } from 'node:stream'
import './types.ts'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg'
import type { KeysApart } from './keys-apart.ts'

/** A transaction: Drizzle for plain statements, `$client` for prepared ones. */
export type Tx = NodePgDatabase & { $client: Pick<PoolClient, 'query'> }

/** Connections that stay open, with what they have prepared, however long nobody asks: the first request after a night waits for neither. */
const kept = 2

/**
 * `pipeline`: statements that are sent without waiting for each other share a round trip.
 * `plansOnce`: for what requests ask. It is planned once on a connection, whatever its values: planning it anew took as long as reading a page.
 * test/flat.test.ts holds such plans to those that the values would choose. Clocks ask for what is due among all there is: for them the values
 * say much. Set by a statement: not every pooler in between lets it through as an option.
 * `patience`: milliseconds for which somebody waits for a connection before she is told to come again.
 * `keys`: where those are kept that do not lie beside what they open; each row that names one has it by the time that it is given to whoever asked.
 * `onError` hears of connections that the database dropped while idle or in mid-transaction; unheard, they end the process.
 */
export function openPool(
  url: string,
  max: number,
  onError: (error: Error) => void,
  { plansOnce = false, patience = 3_000, keys = null as Pick<KeysApart, 'fill'> | null } = {},
): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    min: kept,
    pipeline: true,
    connectionTimeoutMillis: patience,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  })
  pool.on('error', onError)
  pool.on('connect', (client) => {
    client.on('error', onError)
    sendTogether(client)
    if (keys) fillIn(client, keys)
    if (plansOnce) client.query('SET plan_cache_mode = force_generic_plan').catch(onError)
  })
  return pool
}

/**
 * What is asked in one turn of the event loop leaves as one buffer: a write for each message cost a third of a read's time, and handing
 * sixty of them to the system at once (`cork`) another third.
 */
function sendTogether(client: PoolClient): void {
  const { stream } = (client as PoolClient & { connection: { stream: Writable } }).connection
  const query = client.query.bind(client) as (...statement: unknown[]) => unknown
  const write = stream.write.bind(stream) as (chunk: Buffer, heard?: () => void) => boolean
  const prepared = preparing()
  let held: Buffer[] | null = null
  const flush = () => {
    const chunks = held
    held = null
    if (chunks?.length) write(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))
  }
  stream.write = ((chunk: Buffer, heard?: () => void) => {
    if (held && !heard) return held.push(chunk) > 0
    // Whoever waits for its write to be done, as a connection that says goodbye: after what was said before it.
    flush()
    return heard ? write(chunk, heard) : write(chunk)
  }) as typeof stream.write
  client.query = ((...statement: unknown[]) => {
    if (!held) {
      held = []
      process.nextTick(flush)
    }
    return query(...prepared(statement))
  }) as typeof client.query
}

type Heard = (error: Error | undefined, answer: QueryResult) => void

/** What is answered has its keys. Whoever is called back rather than promised an answer, as the pool itself is, hears it likewise. */
function fillIn(client: PoolClient, keys: Pick<KeysApart, 'fill'>): void {
  const query = client.query.bind(client) as (...statement: unknown[]) => unknown
  client.query = ((...statement: unknown[]) => {
    const heard = statement.at(-1)
    if (typeof heard !== 'function')
      return (query(...statement) as Promise<QueryResult>).then((answer) => keys.fill(answer))
    const filled: Heard = (error, answer) => {
      if (error) return (heard as Heard)(error, answer)
      Promise.resolve(keys.fill(answer)).then(
        (whole) => (heard as Heard)(undefined, whole),
        (failure: Error) => (heard as Heard)(failure, answer),
      )
    }
    return query(...statement.slice(0, -1), filled)
  }) as typeof client.query
}

/** Statements that a connection prepares without having been given a name: more than the house has, and not without end. */
const remembered = 400
/** Letters. What is longer writes many rows at once, seldom as many again, and would be kept here and by Postgres for as long as the connection lasts. */
const longest = 8_000

/**
 * Of one connection: a statement that comes again is prepared, though nobody named it. Postgres read and planned each
 * INSERT anew under the policies of its table, for milliseconds. What comes once takes no name from what comes again: a
 * connection that is never idle lives as long as the server. Sessions must be kept, as for every statement that is named (OPS-1).
 */
function preparing(): (statement: unknown[]) => unknown[] {
  const once = new Set<string>()
  const names = new Map<string, string>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known) return known
    if (!once.delete(text)) {
      if (once.size >= remembered) once.clear()
      once.add(text)
    } else if (names.size < remembered) names.set(text, `again-${names.size}`)
    return names.get(text)
  }
  return (statement) => {
    const [asked, given, ...rest] = statement as [string | QueryConfig, unknown, ...unknown[]]
    const query: QueryConfig = typeof asked === 'string' ? { text: asked } : asked
    const { text, values = given } = query
    if (query.name || !Array.isArray(values) || !values.length || text.length > longest) return statement
    const name = nameOf(text)
    return name ? [{ ...query, values, name }, undefined, ...rest] : statement
  }
}

/** What statements are sent by: the pool, or one connection of it. */
export type Connection = Pick<PoolClient, 'query'>

/**
 * One connection, and the moment at which it was had: whoever waited for it sees what was granted, and what ended, meanwhile.
 * No transaction: each statement stands by itself.
 */
export async function atMoment<T>(
  pool: Pool,
  clock: () => string,
  work: (connection: Connection, now: string) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    return await work(client, clock())
  } finally {
    client.release()
  }
}

/** A statement that was sent after its transaction had ended: it would have run in somebody else's. */
export class TransactionOver extends Error {}

/**
 * The connection, for as long as its transaction lasts. When one branch of a handler fails, another may still be under
 * way; what it sends afterwards must not reach the connection, which by then serves another request.
 */
function leaseOf(client: PoolClient) {
  let over = false
  const query = (...statement: unknown[]) => {
    if (over) throw new TransactionOver()
    return (client.query as (...args: unknown[]) => unknown).apply(client, statement)
  }
  const lease = { query } as unknown as Pick<PoolClient, 'query'>
  return {
    tx: drizzle({ client: lease as PoolClient }) as Tx,
    end: () => {
      over = true
    },
  }
}

/** COMMIT was answered with ROLLBACK: an error was swallowed inside the transaction, and nothing was saved. */
export class RolledBack extends Error {}

/**
 * Runs `work` in one transaction, after the statement `enter` (which sets the actor's context, or refuses).
 * A function as `enter` is asked once there is a connection: what it says of the moment is true then.
 * BEGIN, `enter` and the first statements of `work` travel together; when `enter` fails, its error is the one thrown.
 * `commit` lets COMMIT travel with the statements that `work` has sent last: if one of them fails, Postgres rolls back.
 * Nothing that `work` does after it may fail otherwise.
 * `heard` has the answer to `enter` before `work` has any.
 */
export async function withTransaction<T>(
  pool: Pool,
  enter: QueryConfig | (() => QueryConfig) | null,
  work: (tx: Tx, commit: () => void) => Promise<T>,
  heard: (answer: QueryResult) => void = () => undefined,
): Promise<T> {
  const client = await pool.connect()
  const { tx, end } = leaseOf(client)
  let broken: Error | undefined
  try {
    const began = client.query('BEGIN')
    const entered = enter ? client.query(typeof enter === 'function' ? enter() : enter).then(heard) : began
    let committed: Promise<QueryResult> | undefined
    const commit = () => {
      end()
      committed ??= client.query('COMMIT')
      committed.catch(() => undefined) // heard below, once `work` has ended
    }
    const worked = work(tx, commit)
    const [beginning, entering, working] = await Promise.allSettled([began, entered, worked])
    for (const step of [beginning, entering, working])
      if (step.status === 'rejected') {
        await committed?.catch(() => undefined)
        throw step.reason
      }
    commit()
    if ((await committed)?.command !== 'COMMIT') throw new RolledBack()
    return (working as PromiseFulfilledResult<T>).value
  } catch (error) {
    end()
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
