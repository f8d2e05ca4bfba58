import type { Pool } from 'pg'

/** Rows of each table that are forgotten at once: nobody waits for them. */
const batch = 2_000

/** Forgets what is older than it is kept (`db/schema/60_retention.sql`), and gives how much of each. Safe to run twice, or on two replicas. */
export async function forgetOld(jobs: Pool, now: string): Promise<Record<string, number>> {
  const total: Record<string, number> = {}
  for (;;) {
    const { rows } = await jobs.query<{ what: string; forgotten: number }>({
      name: 'forget-old',
      text: 'SELECT what, forgotten FROM app.forget_old($1, $2)',
      values: [now, batch],
    })
    for (const { what, forgotten } of rows) total[what] = (total[what] ?? 0) + forgotten
    if (rows.every(({ forgotten }) => forgotten < batch)) return total
  }
}
