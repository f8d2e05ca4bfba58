import type { PoolClient } from 'pg'
import { openSession } from '../src/sessions/queries.ts'
import { openTestPool } from './database.ts'
import type { World } from './world.ts'

/** Statements as a role that the product signs in as, whatever its own queries say; `url`: that role's, on the world's database. */
export function sqlAs({ rows, services, clock }: Pick<World, 'rows' | 'services' | 'clock'>, url: string) {
  const pool = openTestPool(url, 2)

  /** One transaction, rolled back. `email`: after app.enter with that person's session, as every request begins; null: without. */
  async function within<T>(email: string | null, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    try {
      await client.query('BEGIN')
      if (email) {
        const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [email])
        const session = account && (await openSession(services.pools.identity, account.id, clock.now()))
        if (!session) throw new Error(`${email} cannot sign in`)
        const { sessionId, membershipId, role } = session.actor
        await client.query('SELECT app.enter($1, $2, $3, true, $4)', [
          sessionId,
          membershipId,
          role,
          clock.now(),
        ])
      }
      return await work(client)
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }
  return { pool, within }
}

/** What a statement came to, with the transaction alive whichever it was: the rows that it touched, or an SQLSTATE. */
export async function outcomeOf(
  client: PoolClient,
  sql: string,
  values: unknown[] = [],
): Promise<string | number> {
  await client.query('SAVEPOINT here')
  try {
    return (await client.query(sql, values)).rowCount ?? 0
  } catch (error) {
    await client.query('ROLLBACK TO here')
    return (error as { code: string }).code
  }
}

/** What Postgres answers who has no right to it. */
export const insufficient = '42501'
/** How many rows that role reads there; null where it may not read at all. */
export async function rowsSeen(client: PoolClient, sql: string): Promise<number | null> {
  await client.query('SAVEPOINT here')
  try {
    const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM (${sql}) t`)
    return Number(rows[0]!.count)
  } catch (error) {
    if ((error as { code?: string }).code !== insufficient) throw error
    await client.query('ROLLBACK TO here')
    return null
  }
}

/** What each statement came to, by its text: a loop's failure must say in which round. */
export async function outcomes(
  client: PoolClient,
  statements: string[],
): Promise<Record<string, string | number>> {
  const found: Record<string, string | number> = {}
  for (const sql of statements) found[sql] = await outcomeOf(client, sql)
  return found
}
export const allRefused = (statements: string[]) =>
  Object.fromEntries(statements.map((sql) => [sql, insufficient]))
