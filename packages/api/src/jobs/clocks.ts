import { actionClocks } from '../actions/clocks.ts'
import { consentClocks } from '../consent/clocks.ts'
import { inPartnership } from '../db/context.ts'
import { type Tx, withTransaction } from '../db/pool.ts'
import { flagClocks } from '../flags/clocks.ts'
import { importClocks } from '../imports/clocks.ts'
import { meetingClocks } from '../meetings/clocks.ts'
import { outcomeClocks } from '../outcomes/clocks.ts'
import { referralClocks } from '../referrals/clocks.ts'
import { safeguardingClocks } from '../safeguarding/clocks.ts'
import type { Services } from '../services.ts'

/** The deadlines of each domain, each domain in a transaction of its own. */
const clocks: readonly ((tx: Tx, services: Services, now: string) => Promise<void>)[] = [
  referralClocks,
  safeguardingClocks,
  actionClocks,
  consentClocks,
  flagClocks,
  outcomeClocks,
  meetingClocks,
  importClocks,
]

/** Looks at every clock of every partnership: warns, escalates, lets consent lapse, keeps the calendar full. Safe to run twice, or on two replicas. */
export async function runClocks(services: Services): Promise<void> {
  const now = services.clock()
  const { rows } = await services.pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  for (const { id } of rows)
    for (const look of clocks)
      await withTransaction(services.pools.jobs, inPartnership(id, now), (tx) => look(tx, services, now))
}
