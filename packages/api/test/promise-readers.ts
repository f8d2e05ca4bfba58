import type { PoolClient } from 'pg'
import { emailOf } from '../src/demo/cast.ts'
import { openSession } from '../src/sessions/queries.ts'
import { readers, type Who } from './promise-history.ts'
import type { Reach } from './promise-oracle.ts'
import type { Eastmarsh } from './world.ts'

/** The readers of the histories, signed in for good, and what the database shows each of them. */
export async function openReaders({ rows, services, clock, agencies }: Eastmarsh, start: string) {
  const sessions = new Map<Who, { account: string; enter: unknown[] }>()
  for (const who of readers) {
    const [account] = await rows<{ id: string }>('SELECT id FROM accounts WHERE email = $1', [emailOf(who)])
    const session = await openSession(services.pools.identity, account?.id ?? '', start)
    if (!account || !session) throw new Error(`${who} cannot sign in`)
    const { sessionId, membershipId, role } = session.actor
    await rows(
      `UPDATE sessions SET (idle_until, absolute_until) = ('2100-01-01Z', '2100-01-01Z') WHERE id = $1`,
      [sessionId],
    )
    sessions.set(who, { account: account.id, enter: [sessionId, membershipId, role, true] })
  }
  const accountOf = (who: Who) => sessions.get(who)?.account ?? ''

  /** One transaction in a reader's context, in which policies alone decide; rolled back. */
  async function asDatabase<T>(name: Who, ask: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await services.pools.app.connect()
    try {
      await client.query('BEGIN')
      await client.query('SELECT app.enter($1, $2, $3, $4, $5)', [
        ...(sessions.get(name)?.enter ?? []),
        clock.now(),
      ])
      return await ask(client)
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }

  /** What the database shows a reader of each file: its own record, and what others brought. */
  const shownTo = (name: Who, files: readonly { id: string }[]): Promise<Reach[]> =>
    asDatabase(name, async (client) => {
      // By a name: under so many policies it takes longer to plan than to run.
      const { rows: shown } = await client.query<{ id: string; full: boolean; own: boolean }>({
        name: 'shown-to',
        text: `SELECT f.id, EXISTS (SELECT FROM voices v WHERE v.case_id = f.id AND v.agency_id = $2) AS full,
            EXISTS (SELECT FROM referrals r WHERE r.case_id = f.id) OR EXISTS (SELECT FROM cases c WHERE c.id = f.id)
              OR EXISTS (SELECT FROM consents c WHERE c.case_id = f.id) OR EXISTS (SELECT FROM history h WHERE h.case_id = f.id) AS own
          FROM unnest($1::uuid[]) AS f(id)`,
        values: [files.map(({ id }) => id), agencies.adults],
      })
      return files.map(({ id }) => {
        const one = shown.find((row) => row.id === id)
        if (one?.full) return 'full'
        return one?.own ? 'own' : 'none'
      })
    })

  return { accountOf, asDatabase, shownTo }
}
