import { transactionIn } from '../db/context.ts'
import { clocks } from '../domains.ts'
import type { Services } from '../services.ts'

/** Looks at every clock of every partnership: warns, escalates, lets consent lapse, keeps the calendar full. Safe to run twice, or on two replicas. */
export async function runClocks(services: Services): Promise<void> {
  const { rows } = await services.pools.jobs.query<{ id: string }>('SELECT id FROM partnerships ORDER BY id')
  for (const { id } of rows)
    for (const look of clocks) await transactionIn(services, id, (tx, now) => look(tx, services, now))
}
