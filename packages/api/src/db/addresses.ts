import { Client, DatabaseError } from 'pg'

/** PgBouncer's word for what it lets through, since 1.21. */
const kept = 'PgBouncer 1.21 or newer with max_prepared_statements = 200'

/** Prepares under that name, if this connection has not yet, and runs it. */
const run = (client: Client, name: string, text: string) => client.query({ name, text })

/**
 * Why requests cannot go over that address; null when they can. One name is prepared on two connections, with another
 * statement each: a pooler that changes servers between transactions without knowing what is prepared where mixes them up.
 */
export async function whyNotForRequests(url: string): Promise<string | null> {
  return withTwo(url, async (one, other) => {
    try {
      // Twice each: where the names are not told apart the second time runs what the other has prepared, or finds nothing.
      for (let time = 0; time < 2; time++) {
        await run(one, 'alongside_probe', 'SELECT 1 AS mine')
        await run(other, 'alongside_probe', `SELECT 'two' AS mine`)
      }
      return null
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
      return `The pooler that DATABASE_URL goes through (${one.host}:${one.port}) loses prepared statements (${error.code}): take ${kept}, or pool_mode = session, or give the address of the database itself`
    }
  })
}

/** Why nothing can be listened for over that address, nor a lock of a session's held; null when it can. */
export async function whyNotDirect(url: string): Promise<string | null> {
  return withTwo(url, async (one, other) => {
    const ours = async (client: Client) =>
      (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid
    const [first, second, third, fourth] = [
      await ours(one),
      await ours(other),
      await ours(one),
      await ours(other),
    ]
    if (first === third && second === fourth && first !== second) return null
    return `DATABASE_DIRECT_URL, or DATABASE_URL where it is not set, goes through a pooler that changes servers between transactions (${one.host}:${one.port}): nothing could be listened for. Give the address of the database itself in DATABASE_DIRECT_URL`
  })
}

/** Why the two addresses must not be used together; null when both lead to one database. */
export async function whyNotTheSame(url: string, direct: string): Promise<string | null> {
  const which = (at: string) =>
    withOne(at, async (client) => {
      const { rows } = await client.query<{ which: string }>(
        `SELECT d.oid || ' ' || pg_postmaster_start_time() AS which FROM pg_database d WHERE d.datname = current_database()`,
      )
      return rows[0]?.which
    })
  return (await which(url)) === (await which(direct))
    ? null
    : 'DATABASE_DIRECT_URL leads to another database than DATABASE_URL: mails would wait in one and be looked for in the other'
}

async function withOne<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const withTwo = <T>(url: string, work: (one: Client, other: Client) => Promise<T>): Promise<T> =>
  withOne(url, (one) => withOne(url, (other) => work(one, other)))
