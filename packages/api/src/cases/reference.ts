import type { Tx } from '../db/pool.ts'

/** By what a case is spoken of, for a job that opens nothing sealed. Null: there is none. */
export async function referenceOf(tx: Tx, caseId: string): Promise<string | null> {
  const { rows } = await tx.$client.query<{ reference: string }>(
    'SELECT reference FROM cases WHERE partnership_id = app.partnership_id() AND id = $1',
    [caseId],
  )
  return rows[0]?.reference ?? null
}
