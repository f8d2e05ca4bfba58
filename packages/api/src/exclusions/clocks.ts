import type { Tx } from '../db/pool.ts'
import { tell } from '../notices/tell.ts'
import { placesOf } from '../notices/whom.ts'
import type { Services } from '../services.ts'

/** HRM-1: what was closed to somebody untold, and the chair did not look at within five working days: the chair hears of it again, nobody else. */
export async function exclusionClocks(tx: Tx, services: Services, now: string): Promise<void> {
  const { rows } = await tx.$client.query<{ id: string; case_id: string; reference: string }>(
    `UPDATE case_exclusions x SET stage = 1 FROM cases c WHERE x.partnership_id = app.partnership_id() AND x.stage = 0
        AND x.ended_at IS NULL AND NOT x.told AND x.reviewed_at IS NULL AND x.review_due_at <= $1
        AND c.partnership_id = x.partnership_id AND c.id = x.case_id RETURNING x.id, x.case_id, c.reference`,
    [now],
  )
  for (const { id, case_id: subjectId, reference } of rows)
    await tell(
      tx,
      services,
      await placesOf(tx, 'chairs', null, now),
      { kind: 'exclusion_review_late', subjectId, reference, occasion: id },
      now,
    )
}
