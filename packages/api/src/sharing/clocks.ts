import type { Tx } from '../db/pool.ts'
import type { Services } from '../services.ts'

/** CON-3: grants that ended by themselves change who reads a case, as those do that somebody ended. */
export async function sharingClocks(tx: Tx, _: Services, now: string): Promise<void> {
  await tx.$client.query('SELECT app.note_lapsed_sharing($1)', [now])
}
