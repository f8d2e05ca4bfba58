import type { Pool, QueryConfig } from 'pg'
import { type Tx, withTransaction } from './pool.ts'

/** A job's context: one partnership, a moment, and no agency. Its role sees that partnership's clocks and nothing sealed opened. */
export const inPartnership = (partnershipId: string, now: string): QueryConfig => ({
  name: 'in-partnership',
  text: `SELECT set_config('app.partnership_id', $1, true), set_config('app.moment', $2, true)`,
  values: [partnershipId, now],
})

/** One transaction of a job in that context, and the moment at which it had a connection. */
export function transactionIn<T>(
  { pools, clock }: { pools: { jobs: Pool }; clock: () => string },
  partnershipId: string,
  work: (tx: Tx, now: string) => Promise<T>,
): Promise<T> {
  let now = ''
  const enter = () => {
    now = clock()
    return inPartnership(partnershipId, now)
  }
  return withTransaction(pools.jobs, enter, (tx) => work(tx, now))
}
