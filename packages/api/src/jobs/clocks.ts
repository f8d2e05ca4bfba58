import { transactionIn } from '../db/context.ts'
import { clocks } from '../domains.ts'
import type { Services } from '../services.ts'
import { doEach } from './each.ts'

/**
 * Looks at every clock of every partnership: warns, escalates, lets consent lapse, keeps the calendar full. Safe to run
 * twice, or on two replicas. One that fails holds up no other.
 */
export async function runClocks(services: Services): Promise<void> {
  const { log, pools } = services
  const { rows } = await pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  await doEach(
    log,
    rows.flatMap(({ id }) =>
      clocks.map((look) => ({
        part: look.name,
        partnershipId: id,
        work: () => transactionIn(services, id, (tx, now) => look(tx, services, now)),
      })),
    ),
  )
}
